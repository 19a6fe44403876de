package fit

import (
	"strings"
	"testing"
)

func TestSpaces(t *testing.T) {
	for n := -2; n < 200; n++ {
		if got, want := string(Spaces([]byte("x"), n)), "x"+strings.Repeat(" ", max(n, 0)); got != want {
			t.Fatalf("%d: %q", n, got)
		}
	}
}
