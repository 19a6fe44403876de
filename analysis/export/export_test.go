package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// frames calls f with the frames of the demo capture.
func frames(t *testing.T, f func(*analysis.Frame)) {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(corpus.Demo()))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var all analysis.Frames
	all.Open(r)
	for {
		frame, err := all.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		f(frame)
	}
}

// written returns the demo's rows in one of the formats.
func written(t *testing.T, newTable func(io.Writer, export.Kind) (export.Table, error)) []byte {
	t.Helper()
	var out bytes.Buffer
	table, err := newTable(&out, export.Events)
	if err != nil {
		t.Fatal(err)
	}
	all := export.Rows{Capture: "demo"}
	frames(t, func(f *analysis.Frame) {
		if err := all.Each(f, table.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// golden reads what an independent decoder found in the demo: a map a frame,
// from the last part of a field's name to its value.
func golden(t *testing.T) []map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/corpus/goldens/demo-amd64-6.1.192-nlmon.fields.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	names := strings.Split(lines[0], "\t")
	var all []map[string]string
	for _, line := range lines[1:] {
		m := map[string]string{}
		for i, cell := range strings.Split(line, "\t") {
			if cell != "" {
				m[names[i]] = cell
			}
		}
		all = append(all, m)
	}
	return all
}

// columnOf maps a field of the golden table to a column.
func columnOf(field string) string {
	switch {
	case strings.HasPrefix(field, "netlink.hdr_"):
		return "nlmsg_" + strings.TrimPrefix(field, "netlink.hdr_")
	case strings.HasPrefix(field, "cn."), strings.HasPrefix(field, "cn_proc."):
		return field[strings.LastIndexByte(field, '.')+1:]
	}
	return ""
}

// Every value that the independent decoder found stands in its column, and in
// no other row.
func TestCSVAgainstGolden(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(written(t, export.NewCSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, name := range records[0] {
		place[name] = i
	}
	want := golden(t)
	if len(records) != len(want) { // a line of names, and frame 4 is a copy of 3
		t.Fatalf("%d rows, %d frames", len(records)-1, len(want))
	}
	values := 0
	for n, row := range records[1:] {
		m := want[n]
		if n >= 3 {
			m = want[n+1]
		}
		if row[place["frame"]] != m["frame.number"] {
			t.Fatalf("row %d is frame %s", n+1, row[place["frame"]])
		}
		for field, value := range m {
			column := columnOf(field)
			if column == "" {
				continue
			}
			i, ok := place[column]
			if !ok {
				t.Errorf("%s: no column %s", field, column)
				continue
			}
			if number, err := strconv.ParseInt(value, 0, 64); err == nil {
				value = strconv.FormatInt(number, 10)
			}
			if row[i] != value {
				t.Errorf("row %d: %s is %q, the decoder has %q", n+1, column, row[i], value)
			}
			values++
		}
	}
	if values < 20*len(want)/2 {
		t.Errorf("only %d values were compared", values)
	}
}

// Parquet has the same cells as CSV, in the same order of columns.
func TestParquetHasTheCellsOfCSV(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(written(t, export.NewCSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	b := written(t, export.NewParquet)
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range file.Schema().Fields() {
		if f.Name() != records[0][i] {
			t.Fatalf("column %d is %s, in CSV %s", i, f.Name(), records[0][i])
		}
	}
	row := 0
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		buf := make([]parquet.Row, 1)
		for {
			n, err := rows.ReadRows(buf)
			if n == 1 {
				row++
				compareRow(t, export.Events, row, records[row], buf[0])
			}
			if err != nil {
				break
			}
		}
		rows.Close()
	}
	if row != len(records)-1 {
		t.Errorf("%d rows, in CSV %d", row, len(records)-1)
	}
}

func compareRow(t *testing.T, k export.Kind, row int, want []string, got parquet.Row) {
	t.Helper()
	for i, c := range k.Schema().Columns {
		v := got[i]
		if v.IsNull() != (want[i] == "") && c.Type != rows.Text && c.Type != rows.Bytes {
			t.Errorf("row %d: %s is null: %v, CSV has %q", row, c.Name, v.IsNull(), want[i])
		}
		if v.IsNull() {
			continue
		}
		has := v.String()
		switch c.Type {
		case rows.Time:
			has = time.Unix(0, v.Int64()).UTC().Format("2006-01-02T15:04:05.000000000Z")
		case rows.Bytes:
			has = hex.EncodeToString(v.ByteArray())
		}
		if has != want[i] {
			t.Errorf("row %d: %s is %q, CSV has %q", row, c.Name, has, want[i])
		}
	}
}

// TestEveryEventHasColumns: each field of each event but gaps is a column, and
// what a later kernel adds stands behind all that was there.
func TestEveryEventHasColumns(t *testing.T) {
	place := map[string]int{}
	for i, c := range export.Events.Schema().Columns {
		place[c.Name] = i
	}
	for _, v := range spec.Default().Set("proc_event_what") {
		arm, ok := spec.Default().Struct(v.Arm)
		if !ok {
			continue
		}
		for _, f := range arm.Fields {
			if _, ok := place[f.Name]; ok == (f.Type == spec.Pad) {
				t.Errorf("%s.%s: a column is %v", arm.Name, f.Name, ok)
			}
		}
	}
	if place["exit_code"] > place["malformed"] || place["event_type"] > place["malformed"] {
		t.Error("the columns are not in the order that they came")
	}
}
