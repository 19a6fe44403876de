package rows_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// being is something with enough cells to be printed on two processors.
type being struct {
	n    int
	name string
	host string
}

var beings = rows.Define("being", []string{"n", "name", "of.words", "of.since", "lived", "host"}, []rows.Field[being]{
	rows.HostField(func(b *being) string { return b.host }),
	{Column: rows.Column{Name: "n", Title: "N", Type: rows.Unsigned}, Set: func(c *rows.Cell, b *being) { c.SetUint(uint64(b.n)) }},
	{Column: rows.Column{Name: "name", Title: "Name", None: "-"}, Set: func(c *rows.Cell, b *being) {
		if b.n%7 > 0 {
			c.SetText(b.name)
		}
	}},
	{Column: rows.Column{Name: "lived", Title: "Lived", Form: rows.Seconds6, Type: rows.Duration}, Set: func(c *rows.Cell, b *being) {
		c.SetDuration(time.Duration(b.n*b.n) * time.Millisecond)
	}},
	{Column: rows.Column{Name: "of.since", Title: "Since", Form: rows.RFC3339}, Set: func(c *rows.Cell, b *being) { c.SetTime(int64(b.n) * 1e9) }},
	{Column: rows.Column{Name: "of.words", Title: "Words", Type: rows.Texts}, Set: func(c *rows.Cell, b *being) {
		c.SetList()
		for _, w := range strings.Fields(b.name) {
			c.Add(w)
		}
	}},
	{Column: rows.Column{Name: "rare", Title: "Rare", Sparse: true}, Set: func(c *rows.Cell, b *being) {
		if b.n%3000 == 2999 {
			c.SetText("=rare\x1b")
		}
	}},
})

// beingOf is one of many, the later the wider; some are very long.
func beingOf(n int) being {
	b := being{n: n, name: fmt.Sprintf("é, \"日本\" %d\x01", n), host: fmt.Sprint("host", n%3)}
	if n%1111 == 1110 {
		b.name = strings.Repeat("very long ", 1000)
	}
	return b
}

// asRest lists beings, those from some on by Rest, and the same being each time. stop is behind how
// many all is said to be wrong.
func asRest(o rows.Options, to io.Writer, all, rest, stop int) (listed uint64, err error) {
	w := bufio.NewWriterSize(to, 512)
	out, err := rows.New(w, o)
	if err != nil {
		return 0, err
	}
	l, err := rows.NewList(out, beings)
	if err != nil {
		return 0, err
	}
	var one being
	list := func(from, end int) error {
		for n := from; n < end; n++ {
			if n == stop {
				return errStop
			}
			one = beingOf(n)
			if err := l.Row(&one); err != nil {
				return err
			}
		}
		return nil
	}
	err = list(0, rest)
	if err == nil {
		err = l.Rest(func() error { return list(rest, all) })
	}
	if err == nil {
		err = l.End()
	}
	if err == nil || errors.Is(err, errStop) {
		w.Flush()
	}
	return l.Rows(), err
}

var errStop = errors.New("stop")

// slow is a writer that takes its time at first, so that rows are printed faster than written.
type slow struct {
	bytes.Buffer
	sleeps int
}

func (s *slow) Write(b []byte) (int, error) {
	if s.sleeps > 0 {
		s.sleeps--
		time.Sleep(time.Millisecond)
	}
	return s.Buffer.Write(b)
}

// onProcessors calls f with several numbers of them.
func onProcessors(f func(n int)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		f(n)
	}
}

// What is left is listed as what came before, byte by byte: in every form, however many rows came
// before, whether printing or writing is slow, on one processor or several.
func TestRest(t *testing.T) {
	several := func() bool { return true }
	for _, o := range []rows.Options{
		{}, {Several: several}, {Width: 60}, {Width: 60, Several: several, Colour: func(r rows.Row) string { return "<" + string(r[0].Data) + ">" }},
		{Fields: []string{"rare", "n", "of.since", "name", "host"}}, {Fields: []string{"n", "name"}}, {Sort: "-name"},
		{Format: "fields", Fields: []string{"n", "name", "of.words", "rare", "lived"}, Output: rows.FieldOutput{Header: true, Quote: 'd', Occurrence: 'l', Separator: ";"}},
		{Format: "csv"}, {Format: "csv", Several: several}, {Format: "csv", RawCSV: true},
		{Format: "json"}, {Format: "jsonl", Several: several}, {Format: "ek"},
	} {
		for _, all := range []int{0, 1, 1000, 3100} {
			var want bytes.Buffer
			if _, err := asRest(o, &want, all, all, -1); err != nil {
				t.Fatal(err)
			}
			for _, before := range []int{0, 1500} {
				onProcessors(func(n int) {
					to := &slow{sleeps: before / 100}
					listed, err := asRest(o, to, all, min(before, all), -1)
					if err != nil || listed != uint64(all) {
						t.Errorf("%+v: %d rows, %v", o, listed, err)
					}
					if got := to.String(); got != want.String() {
						t.Errorf("%+v, %d rows and %d before, %d processors: %s", o, all, before, n, firstDifference(got, want.String()))
					}
				})
			}
		}
	}
}

// A list that ends too early has the rows before that, all of them.
func TestRestStops(t *testing.T) {
	o := rows.Options{Format: "jsonl"}
	for _, stop := range []int{0, 1, 127, 128, 129, 3000} {
		var want bytes.Buffer
		if _, err := asRest(o, &want, stop, stop, -1); err != nil {
			t.Fatal(err)
		}
		onProcessors(func(n int) {
			var got bytes.Buffer
			if _, err := asRest(o, &got, 4000, 0, stop); !errors.Is(err, errStop) || got.String() != want.String() {
				t.Errorf("stopped at %d, %d processors: %v, %s", stop, n, err, firstDifference(got.String(), want.String()))
			}
		})
	}
}

// full is a writer that has room for so many bytes.
type full struct {
	bytes.Buffer
	room int
}

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		n, _ := f.Buffer.Write(b[:f.room])
		f.room = 0
		return n, errFull
	}
	f.room -= len(b)
	return f.Buffer.Write(b)
}

// Where no more can be written the error is that of the writer, what is written is what has room,
// and soon no more is asked for.
func TestRestFull(t *testing.T) {
	for _, format := range []string{"text", "csv", "jsonl"} {
		o := rows.Options{Format: format}
		var want bytes.Buffer
		if _, err := asRest(o, &want, 4000, 4000, -1); err != nil {
			t.Fatal(err)
		}
		for _, room := range []int{0, 1, 511, 100_000} {
			onProcessors(func(n int) {
				to := &full{room: room}
				_, err := asRest(o, to, 1<<30, 0, -1)
				if !errors.Is(err, errFull) || to.String() != want.String()[:room] {
					t.Errorf("%s, room for %d, %d processors: %v, %d bytes", format, room, n, err, to.Len())
				}
			})
		}
	}
}

// Behind Rest a list goes on as before it, and may have another.
func TestBehindRest(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var want, got bytes.Buffer
	if _, err := asRest(rows.Options{Format: "jsonl"}, &want, 900, 900, -1); err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(&got)
	out, err := rows.New(w, rows.Options{Format: "jsonl"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := rows.NewList(out, beings)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	list := func() error {
		for range 300 {
			b := beingOf(n)
			if n++; l.Row(&b) != nil {
				t.Fatal("a row is not taken")
			}
		}
		return nil
	}
	if err := errors.Join(l.Rest(list), list(), l.Rest(list), l.End(), w.Flush()); err != nil || l.Rows() != 900 || got.String() != want.String() {
		t.Errorf("%v, %d rows: %s", err, l.Rows(), firstDifference(got.String(), want.String()))
	}
}
