package sql

import (
	"bufio"
	"cmp"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// known are the columns of an event that the truth has.
var known = strings.Fields("cpu seq ack nlmsg_pid timestamp_ns process_pid process_tgid parent_pid parent_tgid child_pid child_tgid exit_code exit_signal ruid euid err mcast_op")

// make makes the captures, and beside them the messages of each bucket in CSV.
func (w *trueFleet) make(t *testing.T) {
	t.Helper()
	type file struct {
		*bufio.Writer
		f *os.File
	}
	list := map[int]file{}
	o := hosts.Default(*judgedHosts, *judgedEvents)
	o.Seconds = 150
	var line []byte
	o.Each = func(e *hosts.Event) error { // times in microseconds, as DuckDB has them of these files
		n := part(e.Recording)
		to, ok := list[n]
		if !ok {
			f, err := os.Create(filepath.Join(w.folder, fmt.Sprintf("truth-%03d.csv", n)))
			if err != nil {
				return err
			}
			to = file{bufio.NewWriter(f), f}
			list[n] = to
		}
		line = fmt.Appendf(line[:0], "%s,%d,%s,%s,%s", e.Stream, e.At/1000, e.Kind, e.Word, e.Comm)
		for _, name := range known {
			line = append(line, ',')
			if n, there := e.Columns[name]; there {
				line = strconv.AppendUint(line, n, 10)
			}
		}
		_, err := to.Write(append(line, '\n'))
		return err
	}
	var err error
	if w.Truth, err = hosts.Make(filepath.Join(w.folder, "in"), o); err != nil {
		t.Fatal(err)
	}
	for _, to := range list {
		if err := to.Flush(); err != nil {
			t.Fatal(err)
		}
		to.f.Close()
	}
}

// csv declares a file as a table: its columns are numbers, but for those behind a mark.
func csv(path, columns string) string {
	var list []string
	for _, name := range strings.Fields(columns) {
		of := "BIGINT"
		if text, is := strings.CutPrefix(name, "$"); is {
			name, of = text, "VARCHAR"
		}
		list = append(list, fmt.Sprintf("'%s': '%s'", name, of))
	}
	return fmt.Sprintf("read_csv('%s', header = false, auto_detect = false, delim = ',', columns = {%s})", path, strings.Join(list, ", "))
}

// sameAsTruth holds the tables against what happened.
func (w *trueFleet) sameAsTruth(t *testing.T, db *sql.DB) {
	t.Helper()
	for n := range *judgedParts {
		path := filepath.Join(w.folder, fmt.Sprintf("truth-%03d.csv", n))
		if _, err := os.Stat(path); err != nil {
			continue
		}
		var casts []string
		for _, name := range known {
			casts = append(casts, "CAST("+name+" AS BIGINT) AS "+name)
		}
		fleet := "SELECT stream, epoch_us(time) AS at, kind, event, comm, " + strings.Join(casts, ", ") + " FROM " + parquetFiles(t, fmt.Sprintf("%s/out/events/*/bucket=%03d/*.parquet", w.folder, n))
		truth := "FROM " + csv(path, "$stream at $kind $event $comm "+strings.Join(known, " "))
		noRows(t, db, fmt.Sprintf("messages of bucket %d that did not happen", n), fleet+" EXCEPT ALL "+truth)
		noRows(t, db, fmt.Sprintf("messages of bucket %d that are missing", n), truth+" EXCEPT ALL "+fleet)
	}
	for _, s := range Declare(DuckDB, w.folder+"/out") {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	w.lives(t, db)
	streams := w.streams()
	var losses, asked, damaged []string
	for _, l := range w.Losses {
		losses = append(losses, fmt.Sprintf("%s,%d,%d,%d", streams[l.Boot], l.CPU, l.After, l.Lost))
	}
	for _, p := range w.Pairs {
		if p.Asked {
			asked = append(asked, fmt.Sprintf("%s,%d,%d,%v", streams[p.Boot], p.Port, p.Seq, p.Answered))
		}
	}
	for _, f := range w.read() {
		if f.Damage != "" {
			damaged = append(damaged, fmt.Sprintf("%s,%d", w.path(f), f.Offset))
		}
	}
	w.both(t, db, "losses", losses, "$stream cpu after lost", "SELECT stream, cpu, from_seq, lost FROM losses")
	w.both(t, db, "requests", asked, "$stream port seq $answered", "SELECT stream, port, seq, CASE WHEN reply_frame IS NULL THEN 'false' ELSE 'true' END FROM pairs")
	noRows(t, db, "damage that is in no note", "FROM "+w.put(t, "damaged", damaged, "$file byte_offset")+" EXCEPT SELECT file, byte_offset FROM notes")
}

func (w *trueFleet) streams() map[hosts.Boot]string {
	streams := map[hosts.Boot]string{}
	for _, of := range w.Of {
		streams[of.Boot] = of.Stream
	}
	return streams
}

// put writes lines as a file that DuckDB reads.
func (w *trueFleet) put(t *testing.T, name string, lines []string, columns string) string {
	t.Helper()
	if len(lines) < 10 {
		t.Errorf("%d %s are too few to tell", len(lines), name)
	}
	path := filepath.Join(w.folder, "truth-"+name+".csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return csv(path, columns)
}

// both holds all of something against the truth, in both directions.
func (w *trueFleet) both(t *testing.T, db *sql.DB, what string, lines []string, columns, query string) {
	t.Helper()
	truth := w.put(t, what, lines, columns)
	noRows(t, db, what+" that did not happen", query+" EXCEPT ALL FROM "+truth)
	noRows(t, db, what+" that are missing", "FROM "+truth+" EXCEPT ALL "+query)
	t.Logf("%-10s %d by the truth", what, len(lines))
}

// lives holds the processes against the truth: those of which all events stand in the
// files are as they were, and there is none whose start was seen that nobody started.
func (w *trueFleet) lives(t *testing.T, db *sql.DB) {
	t.Helper()
	streams := w.streams()
	var whole, started []string
	for _, l := range w.Lives {
		started = append(started, fmt.Sprintf("%s,%d,%d", streams[l.Boot], l.PID, l.Start))
		if !l.Whole {
			continue
		}
		end, code, state := "", "", "running"
		if l.End > 0 {
			end, code, state = fmt.Sprint(l.End), fmt.Sprint(l.Code), "ended"
		}
		whole = append(whole, fmt.Sprintf("%s,%d,%d,%d,%s,%s,%s,%d,%s", streams[l.Boot], l.PID, l.Start, l.PPID, end, code, state, l.Execs, cmp.Or(l.Exe, l.Born)))
	}
	slices.Sort(started)
	const columns = "stream, pid, start_ns, ppid, end_ns, exit_code, state, execs, exe"
	truth := w.put(t, "lives", whole, "$stream pid start_ns ppid end_ns exit_code $state execs $exe")
	noRows(t, db, "lives that are missing", "SELECT "+columns+" FROM "+truth+" EXCEPT ALL SELECT "+columns+" FROM processes WHERE partial IS NULL OR partial NOT LIKE '%start%'")
	all := w.put(t, "started", slices.Compact(started), "$stream pid start_ns")
	noRows(t, db, "lives that nobody started", "SELECT stream, pid, start_ns FROM processes WHERE start_ns IS NOT NULL EXCEPT ALL FROM "+all)
	t.Logf("lives      %d by the truth, %d of them whole", len(w.Lives), len(whole))
}
