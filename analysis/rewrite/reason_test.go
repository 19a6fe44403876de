package rewrite_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/rewrite"
)

func TestReasonsDiffer(t *testing.T) {
	seen := map[string]bool{rewrite.Reason(0).String(): true}
	for i, r := range rewrite.Reasons {
		if int(r) != i+1 || seen[r.String()] {
			t.Errorf("reason %d is %d, %q", i, r, r)
		}
		seen[r.String()] = true
		if want := "rewrite: byte order not swapped: " + r.String(); r.Error() != want {
			t.Errorf("error %q, want %q", r.Error(), want)
		}
	}
	if next := rewrite.Reasons[len(rewrite.Reasons)-1] + 1; next.String() != "no reason" {
		t.Errorf("%v is not among the reasons", next)
	}
}
