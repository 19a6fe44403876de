package rewrite_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/rewrite"
)

func TestReasonsDiffer(t *testing.T) {
	seen := map[string]bool{rewrite.Reason(0).String(): true}
	for r := rewrite.NotNetlink; r <= rewrite.UnknownRest; r++ {
		if seen[r.String()] {
			t.Errorf("reason %d is %q, as another one", r, r)
		}
		seen[r.String()] = true
		if want := "rewrite: byte order not swapped: " + r.String(); r.Error() != want {
			t.Errorf("error %q, want %q", r.Error(), want)
		}
	}
	if next := rewrite.UnknownRest + 1; next.String() != "no reason" {
		t.Errorf("%v is not among the reasons", next)
	}
}
