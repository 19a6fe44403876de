package export_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// All tables of one reading are those of a reading for each, and so in both forms, and on
// any number of processors.
func TestTablesOfOneReading(t *testing.T) {
	for _, newTable := range []func(io.Writer, export.Kind) (export.Table, error){export.NewCSV, export.NewParquet} {
		together := tables(t, newTable, export.Kinds(), source.Options{}, several(t)...)
		for _, k := range export.Kinds() {
			alone := tables(t, newTable, []export.Kind{k}, source.Options{}, several(t)...)[k]
			if !bytes.Equal(together[k], alone) || len(alone) == 0 {
				t.Errorf("%s: %d bytes beside others, %d alone", k, len(together[k]), len(alone))
			}
		}
		for _, n := range []int{1, 2, 8} {
			before := runtime.GOMAXPROCS(n)
			again := tables(t, newTable, export.Kinds(), source.Options{}, several(t)...)
			runtime.GOMAXPROCS(before)
			for k, b := range together {
				if !bytes.Equal(again[k], b) {
					t.Errorf("%s is another on %d processors", k, n)
				}
			}
		}
	}
}

// Parquet has the cells of CSV in all tables, and says which table it is.
func TestTablesInParquet(t *testing.T) {
	inCSV := tables(t, export.NewCSV, export.Kinds(), source.Options{}, several(t)...)
	for k, b := range tables(t, export.NewParquet, export.Kinds(), source.Options{}, several(t)...) {
		records := testkit.Must(csv.NewReader(bytes.NewReader(inCSV[k])).ReadAll())(t)
		f := testkit.Must(parquet.OpenFile(bytes.NewReader(b), int64(len(b))))(t)
		if name, _ := f.Lookup("cnwire.table"); name != k.String() {
			t.Errorf("%s says it is %q", k, name)
		}
		if version, _ := f.Lookup("cnwire.schema"); version != fmt.Sprint(k.Version()) {
			t.Errorf("%s says version %q", k, version)
		}
		for i, column := range f.Schema().Fields() {
			if column.Name() != records[0][i] {
				t.Fatalf("%s: column %d is %s, in CSV %s", k, i, column.Name(), records[0][i])
			}
		}
		n := 0
		for _, group := range f.RowGroups() {
			reader := group.Rows()
			buf := make([]parquet.Row, 1)
			for {
				got, err := reader.ReadRows(buf)
				if got == 1 {
					n++
					compareRow(t, k, n, records[n], buf[0])
				}
				if err != nil {
					break
				}
			}
			reader.Close()
		}
		if n != len(records)-1 || n == 0 {
			t.Errorf("%s: %d rows, in CSV %d", k, n, len(records)-1)
		}
	}
}

// A row says of which capture its first frame is, and when that was captured; also where a life began in another
// part of a host's recording than it ended; and a note on a file that.
func TestCaptureOfRows(t *testing.T) {
	files := several(t)
	all := tables(t, export.NewCSV, export.Kinds(), source.Options{}, files...)
	of, at := map[string]string{}, map[string]string{} // captures and times by frames, from the events
	for _, e := range cells(t, all[export.Events]) {
		of[e["frame"]], at[e["frame"]] = e["capture"], e["time"]
	}
	seen := map[string]map[string]bool{}
	for k, frame := range map[export.Kind]string{export.Processes: "first_frame", export.Losses: "to_frame", export.Pairs: "request_frame", export.Notes: "frame"} {
		for _, r := range cells(t, all[k]) {
			if want := of[r[frame]]; r["file"] == "" && r["host"] != "" && want != "" && r["capture"] != want {
				t.Errorf("%s of frame %s is of capture %q, want %q", k, r[frame], r["capture"], want)
			}
			if want := at[r[frame]]; r["file"] == "" && want != "" && r["time"] != want {
				t.Errorf("%s of frame %s is of %s, want %s", k, r[frame], r["time"], want)
			}
			if seen[k.String()] == nil {
				seen[k.String()] = map[string]bool{}
			}
			seen[k.String()][r["capture"]] = true
			if r["kind"] == "capture-unreadable" && (r["capture"] != "none" || r["file"] != "none") {
				t.Errorf("a note on a file: %v", r)
			}
		}
	}
	for _, want := range []string{"processes a", "processes b", "processes c", "losses b", "pairs a", "notes cut", "notes none"} {
		table, capture, _ := strings.Cut(want, " ")
		if !seen[table][capture] {
			t.Errorf("no row of %s is of %s: %v", table, capture, seen[table])
		}
	}
	packets := testframes.Packets(t, "host web\nfork 1 10\nfork 1 11\nexit 10 10 0\nexit 11 11 0")
	parts := []file{{"one.pcapng", pcapng(t, packets[:1])}, {"two.pcapng", pcapng(t, packets[1:])}}
	got := ""
	for _, r := range cells(t, tables(t, export.NewCSV, export.Kinds(), source.Options{}, parts...)[export.Processes]) {
		got += fmt.Sprintln(r["capture"], r["host"], r["pid"], r["end_frame"])
	}
	if want := "one web 10 3\ntwo web 11 4\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// host_id and boot are what the capture says; where all counts as one host they say
// nothing.
func TestIdentityOfRows(t *testing.T) {
	const says = "cnwire:1 host name=web id=0123456789ABCDEF0123456789abcdef boot=89abcdef-0123-4567-89ab-cdef01234567"
	packets := testframes.Packets(t, "listen\nfork 1 10\nfork 1 11\nexit 10 10 0")
	for i := range packets {
		packets[i].Interface.Comments = []string{says}
	}
	capture := file{"x.pcapng", pcapng(t, packets)}
	for policy, want := range map[host.Policy]string{host.ByFile: "web 0123456789abcdef0123456789abcdef 89abcdef0123456789abcdef01234567", host.None: "web  "} {
		all := tables(t, export.NewCSV, export.Kinds(), source.Options{Hosts: &host.Hosts{Policy: policy}}, capture)
		for _, k := range []export.Kind{export.Events, export.Processes, export.Pairs} {
			list := cells(t, all[k])
			if len(list) == 0 {
				t.Errorf("%s has no row", k)
			}
			for _, r := range list {
				if got := r["host"] + " " + r["host_id"] + " " + r["boot"]; got != want {
					t.Errorf("%s by %s: %q, want %q", k, policy, got, want)
				}
			}
		}
	}
}

var errDisk = errors.New("the disk is full")

// The first error of whoever takes rows comes back, and nothing is written behind it.
func TestTablesStop(t *testing.T) {
	for _, k := range export.Kinds() {
		calls := 0
		all := export.Tables{}
		all.Write[k] = func(rows.Row) error { calls++; return errDisk }
		var err error
		for f := range source.New(source.Options{}, source.Reader("a", bytes.NewReader(corpus.Demo()))).Frames() {
			err = all.Add(f)
		}
		if end := all.Close(); !errors.Is(end, errDisk) || calls != 1 {
			t.Errorf("%s: %v, then %v, and %d calls", k, err, end, calls)
		}
	}
}
