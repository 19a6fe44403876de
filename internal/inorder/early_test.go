package inorder

import (
	"math/rand/v2"
	"testing"
)

// early hands out what it has by number.
func TestEarly(t *testing.T) {
	var e early
	if e.first() != most {
		t.Error(e.first())
	}
	for _, n := range rand.New(rand.NewPCG(1, 2)).Perm(1000) {
		e.add(uint64(n), place(n+1))
	}
	for n := range uint64(1000) {
		if first, at := e.first(), e.take(); first != n || at != place(n+1) {
			t.Fatalf("%d at %d, want %d", first, at, n)
		}
	}
}
