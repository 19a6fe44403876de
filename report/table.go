package report

import (
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// table is a list as the page has it.
type table struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Columns []column `json:"columns"`
	Rows    [][]any  `json:"rows"` // numbers, texts, true and false, and null for nothing
	At      []int64  `json:"at"`   // when a row is, or -1
	Life    []int    `json:"life"` // of which life it is, or -1
	More    uint64   `json:"more"` // rows that are not here
}

type column struct {
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
	columns *rows.Columns[T]
	places  []int
	row     rows.Row
}

// newLister takes the columns by name: those of the table first, and behind a bar those
// that only a single row shows.
func newLister[T any](name, title string, columns *rows.Columns[T], shown, more []string) *lister[T] {
	l := &lister[T]{table: &table{Name: name, Title: title, Rows: [][]any{}}, columns: columns, row: make(rows.Row, len(columns.Columns))}
	for i, name := range append(append([]string(nil), shown...), more...) {
		at := columns.Place(name)
		if at < 0 {
			panic("report: no column " + name) // a list below is wrong
		}
		c := &columns.Columns[at]
		title := c.Title
		if title == "" {
			title = c.Name
		}
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
		l.Columns = append(l.Columns, column{c.Name, title, c.Doc, c.Right || kind == "number" || kind == "seconds", kind, i < len(shown)})
	}
	return l
}

// add adds a row.
func (l *lister[T]) add(of *T, at int64, life int) {
	l.columns.Fill(l.row, l.places, of)
	cells := make([]any, len(l.places))
	for i, place := range l.places {
		cells[i] = l.value(&l.row[place], &l.columns.Columns[place])
	}
	l.Rows, l.At, l.Life = append(l.Rows, cells), append(l.At, at), append(l.Life, life)
}

// value is a cell as JSON has it. Durations are nanoseconds, times milliseconds since 1970.
func (l *lister[T]) value(c *rows.Cell, as *rows.Column) any {
	switch c.Kind {
	case rows.Missing, rows.Absent:
		return nil
	case rows.Integer, rows.Duration:
		return int64(c.Num)
	case rows.Unsigned:
		return c.Num
	case rows.Bool:
		return c.Num != 0
	case rows.Time:
		return float64(time.Unix(0, int64(c.Num)).UnixMicro()) / 1000
	}
	return string(c.AppendHuman(nil, as))
}

var (
	processColumns = []string{"host", "pid", "ppid", "start", "duration", "fate", "comm", "threads", "execs", "children", "partial"}
	processMore    = []string{"end", "cmdline", "exe", "cwd", "cgroup", "container", "comm_before_exec", "fork_to_exec", "exec_to_exit", "orphan", "adopter", "ruid", "euid", "rgid", "egid", "sid", "tracer", "traced", "dumped", "parent.comm", "parent.cmdline", "first_frame", "start_frame", "end_frame"}
	noteColumns    = []string{"host", "severity", "rule", "name", "frame", "text"}
	noteMore       = []string{"group", "offset"}
	pairColumns    = []string{"host", "request_frame", "reply_frame", "id", "asked", "answer", "latency"}
	pairMore       = []string{"seq", "ack", "reply_ack", "rule", "ambiguous"}
)
