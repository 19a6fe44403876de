package fit_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/fit"
)

func TestList(t *testing.T) {
	rows := [][]string{{"pid", "INT", "The process."}, {"longer", "", "What has no room, and é."}, {"日本", "X", ""}}
	for columns, want := range map[int]string{
		0:  "  pid     INT  The process.\n  longer       What has no room, and é.\n  日本    X\n",
		31: "  pid     INT  The process.\n  longer       What has no\n               room, and é.\n  日本    X\n",
		12: "  pid     INT\n    The\n    process.\n  longer\n    What has\n    no room,\n    and é.\n  日本    X\n",
	} {
		var b strings.Builder
		if err := fit.List(&b, "  ", columns, rows); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%d columns:\n%swant\n%s", columns, b.String(), want)
		}
	}
}
