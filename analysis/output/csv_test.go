package output_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
)

// What a reader of CSV finds is what -T fields prints, with names above.
func TestCSV(t *testing.T) {
	capture := captures(t)["captures/amd64-6.1.192-nlmon.pcap"]
	names := []string{"frame.number", "cn_proc.pid", "cn_proc.comm.comm", "cn.seq"}
	o := output.Options{Fields: names}
	o.Format = "csv"
	rows, err := csv.NewReader(strings.NewReader(write(t, capture, o))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	o.Format = "fields"
	lines := strings.Split(strings.TrimSuffix(write(t, capture, o), "\n"), "\n")
	if len(rows) != len(lines)+1 || len(lines) < 3000 || !slices.Equal(rows[0], names) {
		t.Fatalf("%d rows and %d lines, names %q", len(rows), len(lines), rows[0])
	}
	quoted := 0
	for i, line := range lines {
		if want := strings.Split(line, "\t"); !slices.Equal(rows[i+1], want) {
			t.Errorf("row %d is %q, want %q", i+1, rows[i+1], want)
		}
		if strings.ContainsAny(line, `",`) {
			quoted++
		}
	}
	if quoted < 100 {
		t.Errorf("only %d rows need quotes", quoted)
	}
}

// Without -e the columns of the text are the fields.
func TestCSVColumns(t *testing.T) {
	got := write(t, captures(t)["captures/demo-amd64-6.1.192-nlmon.pcap"], output.Options{Format: "csv"})
	head, rest, _ := strings.Cut(got, "\n")
	if head != "_ws.col.No.,_ws.col.Time,_ws.col.Direction,_ws.col.ID,_ws.col.Seq,_ws.col.Ack,_ws.col.Info" {
		t.Errorf("names %s", head)
	}
	if first, _, _ := strings.Cut(rest, "\n"); first != "1,0.000000,>kernel,1:1,7,100,LISTEN" {
		t.Errorf("first row %s", first)
	}
}
