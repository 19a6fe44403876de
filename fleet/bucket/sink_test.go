package bucket

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
)

// shown are the cells of a row as one text.
func shown(r rows.Row) string {
	var b strings.Builder
	for i := range r {
		switch c := &r[i]; {
		case !c.Is():
		case c.Kind == rows.Text || c.Kind == rows.Bytes:
			fmt.Fprintf(&b, "%d %d %q;", i, c.Kind, c.Data)
		default:
			fmt.Fprintf(&b, "%d %d %d;", i, c.Kind, c.Num)
		}
	}
	return b.String()
}

// random makes a row of a table, with a value in some of its cells, of a day or of none.
func random(r *rand.Rand, k export.Kind, row rows.Row, day int) {
	for i, c := range k.Schema().Columns {
		n := r.Uint64()
		switch row[i].Clear(); {
		case c.Name == "time" && day >= 0:
			row[i].SetTime(int64(day)*int64(24*time.Hour) + r.Int64N(int64(24*time.Hour)))
		case c.Name == "time" || n%4 > 0:
		case c.Type == rows.Text || c.Type == rows.Bytes:
			row[i].SetText(strings.Repeat("x", int(n%50)) + fmt.Sprint(n))
			row[i].Kind = c.Type
		case c.Type == rows.Bool:
			row[i].SetBool(n%8 == 0)
		case c.Narrow:
			row[i].Kind, row[i].Num = c.Type, uint64(int64(int32(n>>32)))
		default:
			row[i].Kind, row[i].Num = c.Type, n
		}
	}
}

// interleaved writes rows of days that come in any order, and holds what is read against it:
// each is there once, and of a day's files one at most is less than half full.
func interleaved(t *testing.T, days, count int, o Options, kinds ...export.Kind) (files int) {
	t.Helper()
	out, full := t.TempDir(), o.FileSize
	o.Out = out
	s := newSink(context.Background(), &o, 1, "name")
	defer s.abandon()
	r := rand.New(rand.NewPCG(1, 2))
	want, got := map[string]int{}, map[string]int{}
	of := map[string][]*part{}
	for n := range count {
		day := n * 7 % days // each comes again and again
		if r.IntN(3) == 0 {
			day = r.IntN(days+1) - 1
		}
		for _, k := range kinds {
			row := make(rows.Row, len(k.Schema().Columns))
			random(r, k, row, day)
			want[k.String()+" "+shown(row)]++
			if err := s.write(k, row); err != nil {
				t.Fatal(err)
			}
			if n := len(s.tables[k].open); n > maxOpen {
				t.Fatalf("%d files are open", n)
			}
		}
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	for _, p := range s.all {
		if err := p.file.Rename(); err != nil {
			t.Fatal(err)
		}
		place := p.Place[:strings.LastIndexByte(p.Place, '/')]
		of[place] = append(of[place], p)
		for _, row := range readPlace(t, out, p) {
			got[row]++
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("files of %d bytes have %d rows, and %d were written", full, len(got), len(want))
	}
	if len(of) != (days+1)*len(kinds) {
		t.Errorf("%d days of tables", len(of))
	}
	for place, parts := range of {
		small := 0
		for _, p := range parts {
			if p.Bytes < full/2 {
				small++
			}
		}
		if small > 1 {
			t.Errorf("%s has %d files, %d of them less than half full", place, len(parts), small)
		}
	}
	return len(s.all)
}

// A month of days that come in any order is a file a day and table, of whatever table.
func TestDaysInterleaved(t *testing.T) {
	if n := interleaved(t, 30, 2000, Options{FileSize: 1 << 30}, export.Kinds()...); n != 31*int(export.NumKinds) {
		t.Errorf("%d files", n)
	}
}

// Where a day has more than a file may have, it has several that are full.
func TestDaysFull(t *testing.T) {
	o := small
	o.FileSize = 32 << 10
	if n := interleaved(t, 3, 20_000, o, export.Losses); n < 6 {
		t.Errorf("%d files", n)
	}
}

// readPlace reads the rows of a file of a dataset.
func readPlace(t *testing.T, out string, p *part) (all []string) {
	t.Helper()
	k, err := export.Find(p.Place[:strings.IndexByte(p.Place, '/')])
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(out + "/" + p.Place)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = export.ReadParquet(f, p.Bytes, k, func(r rows.Row) error {
		all = append(all, k.String()+" "+shown(r))
		return nil
	})
	if err != nil || uint64(len(all)) != p.Rows {
		t.Fatalf("%s: %d rows, counted as %d: %v", p.Place, len(all), p.Rows, err)
	}
	return all
}
