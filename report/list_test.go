package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Texts and numbers are written as encoding/json writes them.
func TestAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,20}`), rapid.StringMatching(`[a-z ]*`)).Draw(t, "text")
		if want, err := json.Marshal(s); err != nil || !bytes.Equal(appendString(nil, s), want) {
			t.Errorf("%s, want %s, %v", appendString(nil, s), want, err)
		}
		f := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-2e12, 2e12), rapid.Float64Range(-1e-5, 1e-5), rapid.Just(0.0)).Draw(t, "number")
		if want, err := json.Marshal(f); err != nil || !bytes.Equal(appendFloat(nil, f), want) {
			t.Errorf("%s, want %s, %v", appendFloat(nil, f), want, err)
		}
	})
}

// A list is what encoding/json writes of a slice, also of none, and in a file.
func TestList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.String()).Draw(t, "texts")
		if rapid.Bool().Draw(t, "many") {
			for range 10 {
				want = append(want, want...)
			}
		}
		var l list
		defer l.Close()
		l.Pages = 1
		for _, s := range want {
			l.string(s)
		}
		if len(want) == 0 {
			want = nil
		}
		if got := written(t, &l); got != asJSON(t, want) {
			t.Errorf("%.200s, want %q", got, want)
		}
	})
}

// Words are a list of each once, by their places.
func TestWords(t *testing.T) {
	var w words
	defer w.Close()
	for i, text := range []string{"a", "<b>", "a", "c", "<b>"} {
		if n := w.number(text); n != []uint64{0, 1, 0, 2, 1}[i] {
			t.Errorf("%q is %d", text, n)
		}
	}
	if got := written(t, &w); got != `["a","\u003cb\u003e","c"]` {
		t.Error(got)
	}
}

// Owners are the places of lives by their keys, whichever came first, and what stands for none.
func TestOwners(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l lives
		l.begin()
		defer l.places.Close()
		defer l.parent.Close()
		keys := rapid.SliceOfDistinct(rapid.Uint64Range(1, 3000), rapid.ID).Draw(t, "lives")
		var want []int
		for _, key := range rapid.SliceOf(rapid.Uint64Range(0, 3000)).Draw(t, "owners") {
			l.parent.add(key)
			want = append(want, slices.Index(keys, key))
		}
		for i, key := range keys {
			l.places.Set(key, place{at: uint64(i + 1)})
		}
		if got := written(t, &l.parent); got != asJSON(t, want) {
			t.Errorf("%s, want %v", got, want)
		}
	})
}

// written is a column as it is written.
func written(t interface{ Fatal(...any) }, c column) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	if err := c.write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return b.String()
}

func asJSON(t interface{ Fatal(...any) }, of any) string {
	b, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
