package rows_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
	"pgregory.net/rapid"
)

// all is a row with a cell of every kind, twice: with a value and without.
func all() (*rows.Schema, rows.Row) {
	names := []string{"absent", "missing", "in.absent", "in.missing", "int", "uint", "float", "bool", "text", "bytes", "time", "duration", "none", "texts", "of.absent", "of.one"}
	s := &rows.Schema{Name: "all"}
	for _, name := range names {
		s.Columns = append(s.Columns, rows.Column{Name: name, Title: name})
	}
	r := make(rows.Row, len(names))
	for _, i := range []int{0, 2, 14} {
		r[i].Kind = rows.Absent
	}
	r[4].SetInt(math.MinInt64)
	r[5].SetUint(math.MaxUint64)
	r[6].SetFloat(1234.56789)
	r[7].SetBool(true)
	r[8].SetText("a\x1b\u202e\"")
	r[9].Keep([]byte{0, 0xff})
	r[9].Kind = rows.Bytes
	r[10].SetTime(-1)
	r[11].SetDuration(-1500 * time.Millisecond)
	r[12].SetList()
	r[13].SetList()
	r[13].Add("x")
	r[13].Add("\xffy")
	r[15].SetInt(1)
	return s, r
}

// write returns what the rows print.
func write(t *testing.T, o rows.Options, s *rows.Schema, all ...rows.Row) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := to.Start(s); err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if err := to.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

func TestKinds(t *testing.T) {
	s, r := all()
	for format, want := range map[string]string{
		"jsonl": `{"missing":null,"in":null,"int":-9223372036854775808,"uint":18446744073709551615,"float":1234.568,"bool":true,` +
			`"text":"a\u001b\u202e\"","bytes":"00ff","time":"1969-12-31T23:59:59.999999999Z","duration":-1500000000,"none":[],"texts":["x","\ufffdy"],"of":{"one":1}}` + "\n",
		"csv": strings.Join(s.Names(), ",") + "\n" + `,,,,-9223372036854775808,18446744073709551615,1234.568,true,"a\x1b\xe2\x80\xae""",00ff,` +
			`1969-12-31T23:59:59.999999999Z,-1500000000,,"x,\xffy",,1` + "\n",
	} {
		if got := write(t, rows.Options{Format: format}, s, r); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", format, got, want)
		}
	}
	text := write(t, rows.Options{}, s, r)
	for _, want := range []string{" 1234.6 ", ` a\x1b\xe2\x80\xae" `, " -1.500000000 ", ` x,\xffy `} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	// Spread over lines it is the same object.
	wide, _ := json.MarshalIndent([]any{json.RawMessage(write(t, rows.Options{Format: "jsonl"}, s, r))}, "", "  ")
	if got := write(t, rows.Options{Format: "json"}, s, r); got != string(wide)+"\n" {
		t.Errorf("json is\n%s\nwant\n%s", got, wide)
	}
}

// The time of day is that of TZ, for people and for programs; what programs read
// otherwise is UTC.
func TestTimesInZones(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	time.Local = time.FixedZone("east", 5*3600+1800)
	s := &rows.Schema{Columns: []rows.Column{
		{Name: "plain", Title: "plain"}, {Name: "utc", Title: "utc", Form: rows.RFC3339}, {Name: "nine", Title: "nine", Form: rows.RFC3339N}, {Name: "clock", Title: "clock", Form: rows.Clock},
	}}
	r := make(rows.Row, 4)
	for i := range r {
		r[i].SetTime(1_500_000) // 1.5 ms behind 1970
	}
	for format, want := range map[string]string{
		"csv":  "plain,utc,nine,clock\n1970-01-01T00:00:00.0015Z,1970-01-01T00:00:00.0015Z,1970-01-01T00:00:00.001500000Z,05:30:00.001500\n",
		"text": "1970-01-01 05:30:00.001500  1970-01-01T00:00:00.0015Z  1970-01-01T00:00:00.001500000Z  05:30:00.001500\n",
	} {
		got := write(t, rows.Options{Format: format}, s, r)
		if format == "text" {
			_, got, _ = strings.Cut(got, "\n")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
}

// What was sorted comes back as it was, whatever its kind.
func TestSortKeepsCells(t *testing.T) {
	s, r := all()
	want := write(t, rows.Options{Format: "jsonl"}, s, r)
	for _, name := range s.Names() {
		if got := write(t, rows.Options{Format: "jsonl", Sort: name}, s, r); got != want {
			t.Errorf("sorted by %s\n%s\nwant\n%s", name, got, want)
		}
	}
}

// Numbers sort as numbers.
func TestSortNumbers(t *testing.T) {
	s := &rows.Schema{Columns: []rows.Column{{Name: "v", Title: "v"}}}
	for name, set := range map[string]func(*rows.Cell, int){
		"int":      func(c *rows.Cell, i int) { c.SetInt([]int64{math.MinInt64, -1, 0, math.MaxInt64}[i]) },
		"uint":     func(c *rows.Cell, i int) { c.SetUint([]uint64{0, 1, 1 << 63, math.MaxUint64}[i]) },
		"float":    func(c *rows.Cell, i int) { c.SetFloat([]float64{-2, -1, 0.5, 10}[i]) },
		"time":     func(c *rows.Cell, i int) { c.SetTime([]int64{-2, -1, 0, 1}[i]) },
		"duration": func(c *rows.Cell, i int) { c.SetDuration([]time.Duration{-2, -1, 0, 1}[i]) },
	} {
		ordered := make([]rows.Row, 4)
		for i := range ordered {
			ordered[i] = make(rows.Row, 1)
			set(&ordered[i][0], i)
		}
		want := write(t, rows.Options{Format: "csv"}, s, ordered...)
		mixed := []rows.Row{ordered[2], ordered[0], ordered[3], ordered[1]}
		if got := write(t, rows.Options{Format: "csv", Sort: "v"}, s, mixed...); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A reader of CSV finds what the cells have, and one of JSON too.
func TestTextsCanBeRead(t *testing.T) {
	s := &rows.Schema{Columns: []rows.Column{{Name: "a"}, {Name: "b"}}}
	rapid.Check(t, func(rt *rapid.T) {
		r := make(rows.Row, 2)
		want := []string{rapid.String().Draw(rt, "a"), rapid.StringOf(rapid.SampledFrom([]rune("a \",\\.\n\r\t\u00a0"))).Draw(rt, "b")}
		r[0].SetText(want[0])
		r[1].SetText(want[1])
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		exact, err := rows.NewCSV(w, s)
		if err != nil {
			rt.Fatal(err)
		}
		exact(r)
		w.Flush()
		theirs := csvOf(rt, s.Names(), want)
		if out.String() != theirs {
			rt.Fatalf("%q, encoding/csv writes %q", out.String(), theirs)
		}
		var o struct{ A, B string }
		if err := json.Unmarshal(s.AppendJSON(nil, r), &o); err != nil || o.A != want[0] || o.B != want[1] {
			rt.Fatalf("%s: %q %q, %v", s.AppendJSON(nil, r), o.A, o.B, err)
		}
	})
}

func csvOf(t *rapid.T, lines ...[]string) string {
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
