package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

func TestClassString(t *testing.T) {
	for c, want := range map[genealogy.Class]string{genealogy.New: "new", genealogy.Reply: "reply", genealogy.Event: "event",
		genealogy.Copy: "copy", genealogy.Unsolicited: "unsolicited", genealogy.Ambiguous: "ambiguous"} {
		if c.String() != want {
			t.Errorf("%d is %q, want %q", c, c, want)
		}
	}
}
