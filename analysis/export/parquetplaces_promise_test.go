package export_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit"
)

// TestPlaces: what the end of a file says of where things are is where they are, be the file one part
// or several: the pages of a column stand one behind the other, from its first byte to its last,
// columns and groups too, each group has the number of its place, and the indexes say as many
// missing cells as there are.
func TestPlaces(t *testing.T) {
	const all = 1000
	for name, sizes := range map[string]export.Sizes{
		"one part":      {Rows: 300, Texts: 1 << 20, Page: 128, Dictionary: 64},
		"several parts": {Rows: 150, Groups: 3, Texts: 1 << 20, Page: 128, Empty: 50, Dictionary: 64},
		"dictionaries":  {Rows: 200, Groups: 2, Texts: 1 << 20, Page: 128, Dictionary: 1 << 20},
	} {
		var b bytes.Buffer
		to := testkit.Must(sizes.NewParquet(&b, export.Pairs))(t)
		columns := export.Pairs.Schema().Columns
		missing := make([]int64, len(columns))
		for n := range all {
			row := make(rows.Row, len(columns))
			for i, c := range columns {
				switch cell := &row[i]; {
				case (n/3+i)%(i+2) == 0:
					missing[i]++
				case c.Type == rows.Text || c.Type == rows.Bytes:
					cell.SetText(fmt.Sprint("text ", n%50))
					cell.Kind = c.Type
				default:
					cell.Kind, cell.Num = c.Type, uint64(n%2)
				}
			}
			testkit.Must(0, to.Write(row))(t)
		}
		testkit.Must(0, to.Close())(t)
		file := testkit.Must(parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())))(t)
		places, bounds := file.OffsetIndexes(), file.ColumnIndexes()
		said := new(format.FileMetaData) // as it stands there: the library mends some of it
		end := b.Bytes()[:b.Len()-8]
		end = end[len(end)-int(binary.LittleEndian.Uint32(b.Bytes()[len(end):])):]
		testkit.Must(0, thrift.Unmarshal(new(thrift.CompactProtocol), end, said))(t)
		at, dictionaries, pages, count := int64(0), 0, 0, int64(0)
		for g, group := range said.RowGroups {
			if bytes.HasPrefix(b.Bytes()[at:], []byte("PAR1")) {
				at += 4 // a part begins as a file does
			}
			if int(group.Ordinal) != g || group.FileOffset != 0 && group.FileOffset != at {
				t.Errorf("%s: group %d is the %d., at %d, and stands at %d", name, g, group.Ordinal, group.FileOffset, at)
			}
			count += group.NumRows
			for i := range group.Columns {
				c, index := &group.Columns[i], g*len(columns)+i
				first := c.MetaData.DataPageOffset
				if d := c.MetaData.DictionaryPageOffset; d != 0 {
					dictionaries++
					if d != at || d >= first {
						t.Errorf("%s: group %d, column %d: the dictionary is at %d, pages at %d; want %d", name, g, i, d, first, at)
					}
				} else if first != at {
					t.Errorf("%s: group %d, column %d: pages at %d, want %d", name, g, i, first, at)
				}
				if c.FileOffset != 0 && c.FileOffset != at && c.FileOffset != at+c.MetaData.TotalCompressedSize {
					t.Errorf("%s: group %d, column %d: at %d, want %d", name, g, i, c.FileOffset, at)
				}
				next, row := first, int64(0)
				for k, page := range places[index].PageLocations {
					if page.Offset != next || page.FirstRowIndex < row || (page.FirstRowIndex == 0) != (k == 0) {
						t.Fatalf("%s: group %d, column %d, page %d at %d from row %d, want %d", name, g, i, k, page.Offset, page.FirstRowIndex, next)
					}
					next, row, pages = next+int64(page.CompressedPageSize), page.FirstRowIndex, pages+1
				}
				if at += c.MetaData.TotalCompressedSize; next != at {
					t.Errorf("%s: group %d, column %d: its pages end at %d, and it at %d", name, g, i, next, at)
				}
				if n := len(places[index].PageLocations); n != len(bounds[index].NullPages) {
					t.Errorf("%s: group %d, column %d: %d pages, bounds of %d", name, g, i, n, len(bounds[index].NullPages))
				}
				for _, n := range bounds[index].NullCounts {
					missing[i] -= n
				}
			}
		}
		for i, n := range missing {
			if n != 0 {
				t.Errorf("%s: of column %d %d missing cells are not told", name, i, n)
			}
			missing[i] = 0
		}
		if count != all || said.NumRows != all || pages < 3*len(places)/2 || dictionaries == 0 {
			t.Errorf("%s: %d rows, %d said, %d pages of %d columns, %d dictionaries", name, count, said.NumRows, pages, len(places), dictionaries)
		}
	}
}

// Of texts no more is kept than of a group.
func TestTextsAreNotKept(t *testing.T) {
	sizes := export.Sizes{Rows: 1000, Groups: 2, Texts: 1 << 20, Page: 4 << 10, Dictionary: 1 << 10}
	to := testkit.Must(sizes.NewParquet(io.Discard, export.Pairs))(t)
	columns := export.Pairs.Schema().Columns
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	row, text := make(rows.Row, len(columns)), strings.Repeat("x", 1000)
	before, all := inUse(), 0
	for range 60_000 {
		for i, c := range columns {
			if row[i].Clear(); c.Type == rows.Text && all%3 == 0 {
				row[i].SetText(text)
			}
			all++
		}
		testkit.Must(0, to.Write(row))(t)
	}
	if kept := int64(inUse()) - int64(before); kept > 12<<20 {
		t.Errorf("%d bytes are kept", kept)
	}
	testkit.Must(0, to.Close())(t)
}
