package report

import (
	"bufio"
	"cmp"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// table is a list as the page has it.
type table struct {
	Name    string  `json:"name"`
	Title   string  `json:"title"`
	Columns []title `json:"columns"`

	rows list   // of lists of numbers, texts, true and false, and null for nothing
	at   list   // when a row is, or -1
	life list   // of which life it is, or -1
	more uint64 // rows that are not here
}

// title is what a column is called.
type title struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Doc   string `json:"doc"`
	Right bool   `json:"right"`
	Kind  string `json:"kind"` // text, number, seconds or time
	Shown bool   `json:"shown"`
}

// lister fills a table of Ts by the columns that every list of them has.
type lister[T any] struct {
	*table
	of     *rows.Columns[T]
	places []int
	row    rows.Row
	text   []byte // of the row at hand
	human  []byte // of a cell of it
}

// newLister takes the columns by name: those of the table first, and behind a bar those
// that only a single row shows.
func newLister[T any](name, heading string, columns *rows.Columns[T], shown, more []string) *lister[T] {
	l := &lister[T]{table: &table{Name: name, Title: heading}, of: columns, row: make(rows.Row, len(columns.Columns))}
	for i, name := range append(append([]string(nil), shown...), more...) {
		at := columns.Place(name)
		if at < 0 {
			panic("report: no column " + name) // a list below is wrong
		}
		c := &columns.Columns[at]
		kind := "text"
		switch c.Type {
		case rows.Integer, rows.Unsigned, rows.Float:
			kind = "number"
		case rows.Duration:
			kind = "seconds"
		case rows.Time:
			kind = "time"
		}
		l.places = append(l.places, at)
		l.Columns = append(l.Columns, title{c.Name, cmp.Or(c.Title, c.Name), c.Doc, c.Right || kind == "number" || kind == "seconds", kind, i < len(shown)})
	}
	return l
}

// add adds a row.
func (l *lister[T]) add(of *T, at int64, life int) {
	l.of.Fill(l.row, l.places, of)
	b := append(l.text[:0], '[')
	for i, place := range l.places {
		if i > 0 {
			b = append(b, ',')
		}
		b = l.append(b, &l.row[place], &l.of.Columns[place])
	}
	l.text = append(b, ']')
	l.rows.add(l.text)
	l.at.int(at)
	l.life.int(int64(life))
}

// append appends a cell as JSON has it. Durations are nanoseconds, times milliseconds since 1970.
func (l *lister[T]) append(b []byte, c *rows.Cell, as *rows.Column) []byte {
	switch c.Kind {
	case rows.Missing, rows.Absent:
		return append(b, "null"...)
	case rows.Integer, rows.Duration:
		return strconv.AppendInt(b, int64(c.Num), 10)
	case rows.Unsigned:
		return strconv.AppendUint(b, c.Num, 10)
	case rows.Bool:
		return strconv.AppendBool(b, c.Num != 0)
	case rows.Time:
		return appendFloat(b, float64(time.Unix(0, int64(c.Num)).UnixMicro())/1000)
	}
	l.human = c.AppendHuman(l.human[:0], as)
	return appendString(b, string(l.human))
}

// write writes the table. Its rows are a list also where there is none.
func (t *table) write(w *bufio.Writer) error {
	if err := beginObject(w, t); err != nil {
		return err
	}
	w.WriteByte(',')
	if t.rows.Size() == 0 {
		w.WriteString(`"rows":[],"at":null,"life":null`)
	} else if err := writeColumns(w, t.columns()); err != nil {
		return err
	}
	w.WriteString(`,"more":`)
	w.Write(strconv.AppendUint(w.AvailableBuffer(), t.more, 10))
	return w.WriteByte('}')
}

// columns returns what there is of each row.
func (t *table) columns() []field {
	return []field{{"rows", &t.rows}, {"at", &t.at}, {"life", &t.life}}
}

var (
	processColumns = []string{"host", "pid", "ppid", "start", "duration", "fate", "comm", "threads", "execs", "children", "partial"}
	processMore    = []string{"end", "cmdline", "exe", "cwd", "cgroup", "container", "comm_before_exec", "fork_to_exec", "exec_to_exit", "orphan", "adopter", "ruid", "euid", "rgid", "egid", "sid", "tracer", "traced", "dumped", "parent.comm", "parent.cmdline", "first_frame", "start_frame", "end_frame"}
	noteColumns    = []string{"host", "severity", "rule", "name", "frame", "text"}
	noteMore       = []string{"group", "offset"}
	pairColumns    = []string{"host", "request_frame", "reply_frame", "id", "asked", "answer", "latency"}
	pairMore       = []string{"seq", "ack", "reply_ack", "rule", "ambiguous"}
)
