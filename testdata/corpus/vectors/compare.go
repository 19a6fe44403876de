package vectors

import (
	"fmt"
	"slices"
	"strings"
)

// Compare returns what is wrong with an answer, a line each; nothing if it is
// right. What an answer need not have is compared if it is there: the fields of
// a failure, at, need, have, the meaning, and the hex of what was encoded again.
// Faults have to be there (R19), and a key of the meaning that is none is wrong.
func (v *Vector) Compare(got *Answer) (faults []string) {
	if v.Stream != nil {
		return v.compareStream(got)
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	want := &v.Expect
	if got.Name != "" && got.Name != v.Name {
		fault("answers another question: %.100q", got.Name)
		return faults
	}
	if w, g := want.verdict(), got.verdict(); w != g {
		fault("want %s, got %s", w, g)
	} else {
		if got.At != "" && got.At != want.At {
			fault("at: want %q, got %.100q", want.At, got.At)
		}
		compareNumber(fault, "need", want.Need, got.Need)
		compareNumber(fault, "have", want.Have, got.Have)
	}
	if want.OK && got.OK || want.Fields != nil && got.Fields != nil {
		compareFields(fault, want.Fields, got.Fields)
	}
	if w, g := slices.Sorted(slices.Values(want.Faults)), slices.Sorted(slices.Values(got.Faults)); !slices.Equal(w, g) {
		fault("faults: want %q, got %.100q", w, g)
	}
	if err := checkMeaning(got.Meaning); err != nil {
		fault("meaning: %v", err)
	}
	for _, f := range want.Meaning {
		if g, n := got.Meaning.get(f.Name); n > 0 && f.Value != g { // a text is no hexadecimal: capitals count
			fault("meaning %s: want %s, got %.200s", f.Name, f.Value, g)
		}
	}
	if got.Hex != "" && !strings.EqualFold(got.Hex, v.Hex) {
		at := 0
		for at < min(len(got.Hex), len(v.Hex)) && got.Hex[at] == v.Hex[at] {
			at++
		}
		fault("encoded again it has %d bytes, not %d, or other ones from byte %d on", len(got.Hex)/2, len(v.Hex)/2, at/2)
	}
	return faults
}

// verdict says in a word or a few whether the bytes are sound.
func (a *Answer) verdict() string {
	switch {
	case a.OK && a.Class != "":
		return fmt.Sprintf("both ok and the failure %.40q", a.Class)
	case a.OK:
		return "ok"
	case a.Class == "":
		return "neither ok nor a class"
	case a.Offset == nil:
		return fmt.Sprintf("%.40s without an offset", a.Class)
	}
	return fmt.Sprintf("%.40s at byte %d", a.Class, *a.Offset)
}

func compareNumber(fault func(string, ...any), name string, want, got *int64) {
	if got != nil && (want == nil || *want != *got) {
		w := "none"
		if want != nil {
			w = fmt.Sprint(*want)
		}
		fault("%s: want %s, got %d", name, w, *got)
	}
}

func compareFields(fault func(string, ...any), want, got Fields) {
	wanted := map[string]bool{}
	for _, f := range want {
		wanted[f.Name] = true
		switch g, n := got.get(f.Name); {
		case n == 0:
			fault("%s: want %s, got nothing", f.Name, f.Value)
		case n > 1:
			fault("%s: said %d times", f.Name, n)
		case !same(f.Value, g):
			fault("%s: want %s, got %.200s", f.Name, f.Value, g)
		}
	}
	for _, f := range got {
		if !wanted[f.Name] && f.Value != `""` {
			fault("%.100s: want nothing, got %.200s", f.Name, f.Value)
		}
	}
}
