package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// What a damaged input said is a row of the notes with its name and the place; so is an
// input that is none, with --partial.
func TestNotesOfFiles(t *testing.T) {
	d := newDemo(t)
	tableInputs(t, d)
	said := func(args ...string) (rows []string) {
		all, _ := tabled(t, d.reads(t, append([]string{"export", "--table", "notes", "-F", "csv", "-w", "-"}, args...)...))
		for _, r := range all {
			if r["file"] != "" {
				rows = append(rows, strings.Join([]string{r["capture"], r["file"], r["severity"], r["kind"], r["frame"], r["byte_offset"]}, " "))
			}
		}
		return rows
	}
	demo, at, frame := corpus.Demo(), 24, 1 // the last record, which is cut
	for {
		next := at + 16 + int(binary.LittleEndian.Uint32(demo[at+8:]))
		if next == len(demo) {
			break
		}
		at, frame = next, frame+1
	}
	if got, want := said("cut.pcap"), []string{fmt.Sprintf("cut cut.pcap error capture-damaged %d %d", frame, at)}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := said("--partial", "none.pcap"); len(got) != 1 || !strings.HasPrefix(got[0], "none none.pcap error capture-unreadable ") {
		t.Errorf("of no capture: %q", got)
	}
	if got := said("--partial", "d.pcap", "none.pcap", "--capture", "x"); len(got) != 1 || !strings.HasPrefix(got[0], "x none.pcap error capture-unreadable ") {
		t.Errorf("beside another: %q", got)
	}
}

// metadata of a Parquet file says which table it is, and which version of its columns.
func TestTablesSayWhatTheyAre(t *testing.T) {
	d := newDemo(t)
	for _, table := range []string{"events", "processes", "losses", "pairs", "notes"} {
		d.run(t, "export", "--table", table, "-w", table+".parquet", "d.pcap")
		b := testkit.Must(os.ReadFile(filepath.Join(d.folder, table+".parquet")))(t)
		f := testkit.Must(parquet.OpenFile(bytes.NewReader(b), int64(len(b))))(t)
		name, _ := f.Lookup("cnwire.table")
		version, _ := f.Lookup("cnwire.schema")
		if name != table || version != "2" || f.NumRows() == 0 {
			t.Errorf("%s says %q, version %q, with %d rows", table, name, version, f.NumRows())
		}
	}
}

// What makes no sense is refused with a sentence, before anything is written.
func TestTablesRefused(t *testing.T) {
	d := newDemo(t)
	for args, want := range map[string]string{
		"--table proceses -w a.csv d.pcap":                   `unknown table "proceses": one of events, processes, losses, pairs, notes; did you mean processes?`,
		"--table processes --context -w a.csv d.pcap":        "--context fills columns of the events: it goes without --table processes",
		"--table pairs --unfiltered -w a.csv d.pcap":         "--filtered and --unfiltered say what losses are: they go with --table losses and notes",
		"--filtered -w a.csv d.pcap":                         "they go with --table losses and notes",
		"--schema --table pairs d.pcap":                      "--schema prints the columns and goes without FILE",
		"--table notes -w a.csv d.pcap gone.pcap":            "not written, for an input is missing",
		"--table notes -w a.csv gone.pcap":                   "not written, for an input is missing",
		"-e pid -w a.csv d.pcap":                             `-e: the table events has no column "pid"`,
		"-e frame,msg,frame -w a.csv d.pcap":                 "-e: the column frame is named twice",
		"-e comm --table losses -w a.csv d.pcap":             `-e: the table losses has no column "comm"`,
		"--table losses --partition date -F csv -w - d.pcap": "--partition writes a folder",
		"--table losses --partition date -w o.x d.pcap":      "-F csv or -F parquet",
	} {
		cmd := exec.Command("cnwire", append([]string{"export"}, strings.Fields(args)...)...)
		cmd.Dir = d.folder
		msg, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(msg), want) {
			t.Errorf("%s: %v, %s; want %s", args, err, msg, want)
		}
		if _, err := os.Stat(filepath.Join(d.folder, "a.csv")); err == nil {
			t.Fatalf("%s wrote something", args)
		}
	}
}

// docs/formats.md says which columns are called otherwise than in lists: those that are.
func TestNamesInTables(t *testing.T) {
	text := string(testkit.Must(os.ReadFile("../../docs/formats.md"))(t))
	_, text, _ = strings.Cut(text, "\n## CSV and Parquet of export\n")
	text, _, _ = strings.Cut(text, "\n### events\n")
	var said, are []string
	for line := range strings.Lines(text) {
		if names := quoted.FindAllStringSubmatch(line, -1); strings.HasPrefix(line, "| `") && len(names) == 3 {
			said = append(said, names[0][1]+" "+names[1][1]+" "+names[2][1])
		}
	}
	for table, of := range tableOf {
		for _, column := range strings.Fields(of.columns) {
			if column, key, other := strings.Cut(column, "="); other {
				are = append(are, table+" "+column+" "+strings.TrimPrefix(key, "@"))
			}
		}
	}
	slices.Sort(said)
	slices.Sort(are)
	if !slices.Equal(said, are) {
		t.Errorf("docs/formats.md has\n%s\nand the tables\n%s", strings.Join(said, "\n"), strings.Join(are, "\n"))
	}
}
