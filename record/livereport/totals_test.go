package livereport

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// Any process may take names all day: they cost no more than some thousand.
func TestManyNames(t *testing.T) {
	tot := totals{events: 1, names: map[string]*name{}}
	for i := range 3 * maxNames {
		tot.name(fmt.Sprint("n", i)).events++
	}
	if len(tot.names) != maxNames || tot.others.events != 2*maxNames {
		t.Errorf("%d names, %d events of others", len(tot.names), tot.others.events)
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	if err := tot.write(w, 0); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	for _, want := range []string{fmt.Sprintf("%d  ", 2*maxNames), "(all others)\n", fmt.Sprintf("… and %d names with fewer events\n", maxNames-shownNames)} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in %s", want, out.String())
		}
	}
	if n := strings.Count(out.String(), "\n"); n != 1+1+1+1+shownNames+1+1 {
		t.Errorf("%d lines: %s", n, out.String())
	}
}

// The shortest few of many are those that sorting finds.
func TestLives(t *testing.T) {
	order := func(a, b *life) int { return cmp.Compare(a.lived, b.lived) }
	for n := range 40 {
		var all []*life
		var few lives
		for pid := range n {
			one := &life{lived: time.Duration(rand.IntN(20)), pid: int32(pid)}
			all = append(all, one)
			few.add(one, order)
		}
		slices.SortStableFunc(all, order)
		if want := all[:min(n, shownLives)]; !slices.Equal(few.list, want) {
			t.Errorf("of %d: %v, want %v", n, few.list, want)
		}
	}
}
