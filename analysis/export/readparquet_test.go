package export_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit"
)

// What was written is read, of each kind of cell, also where the table rested in between:
// that makes pages, and ends a group alone that has many rows.
func TestReadParquet(t *testing.T) {
	for _, k := range export.Kinds() {
		readBack(t, k, export.UsualSizes(), 1000)
		readBack(t, k, export.Sizes{Rows: 400, Texts: 1 << 20, Page: 1 << 10, Dictionary: 64}, 301, 400, 299)
		readBack(t, k, export.Sizes{Rows: 100, Groups: 3, Texts: 1 << 20, Page: 1 << 10, Empty: 50, Dictionary: 64}, 100, 100, 100, 100, 100, 100, 100, 1, 100, 100, 99)
	}
}

// readBack writes a thousand rows, rests behind the 301st, the 302nd and the 701st, and
// holds what is read against them, and the groups.
func readBack(t *testing.T, k export.Kind, sizes export.Sizes, groups ...int64) {
	t.Helper()
	var b bytes.Buffer
	to := testkit.Must(sizes.NewParquet(&b, k))(t)
	columns := k.Schema().Columns
	var written []rows.Row
	for n := range 1000 {
		row := make(rows.Row, len(columns))
		for i, c := range columns {
			switch cell := &row[i]; {
			case (n+i)%3 == 0:
			case c.Type == rows.Text || c.Type == rows.Bytes:
				cell.SetText(strings.Repeat("x", n%7))
				cell.Kind = c.Type
			case c.Type == rows.Bool:
				cell.SetBool(n%2 > 0)
			case c.Narrow:
				cell.Kind, cell.Num = c.Type, uint64(int64(math.MinInt32+n))
			default:
				cell.Kind, cell.Num = c.Type, math.MaxUint64-uint64(n)
			}
		}
		written = append(written, row)
		testkit.Must(0, to.Write(row))(t)
		if n == 300 || n == 301 || n == 700 {
			testkit.Must(0, to.(export.Rester).Rest())(t)
		}
	}
	testkit.Must(0, to.Close())(t)
	n := 0
	err := export.ReadParquet(bytes.NewReader(b.Bytes()), int64(b.Len()), k, func(r rows.Row) error {
		for i := range r {
			got, want := &r[i], &written[n][i]
			text := want.Kind == rows.Text || want.Kind == rows.Bytes
			if got.Kind != want.Kind || !text && got.Num != want.Num && want.Is() || text && !bytes.Equal(got.Data, want.Data) {
				t.Fatalf("%s: row %d has %s %+v, want %+v", k, n, columns[i].Name, got, want)
			}
		}
		n++
		return nil
	})
	file := testkit.Must(parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())))(t)
	var of []int64
	for _, g := range file.RowGroups() {
		of = append(of, g.NumRows())
	}
	if err != nil || n != len(written) || !slices.Equal(of, groups) {
		t.Errorf("%s: %d rows in groups of %d, want %d: %v", k, n, of, groups, err)
	}
}

// Another table's file is an error.
func TestReadParquetOfAnother(t *testing.T) {
	var b bytes.Buffer
	testkit.Must(0, testkit.Must(export.NewParquet(&b, export.Notes))(t).Close())(t)
	if err := export.ReadParquet(bytes.NewReader(b.Bytes()), int64(b.Len()), export.Pairs, nil); err == nil {
		t.Error("notes are pairs")
	}
}

// A group of rows with long texts ends before it has them all: it is in memory until then.
func TestLongTexts(t *testing.T) {
	var b bytes.Buffer
	to := testkit.Must(export.NewParquet(&b, export.Notes))(t)
	row := make(rows.Row, len(export.Notes.Schema().Columns))
	at := export.Notes.Schema().Place("text")
	for n := range 200 {
		row[at].SetText(strings.Repeat(string(rune('a'+n%26)), 1<<20))
		testkit.Must(0, to.Write(row))(t)
	}
	testkit.Must(0, to.Close())(t)
	file := testkit.Must(parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())))(t)
	if n := len(file.RowGroups()); n != 4 || file.NumRows() != 200 {
		t.Errorf("%d rows of 1 MB are in %d groups of 64 at most", file.NumRows(), n)
	}
}
