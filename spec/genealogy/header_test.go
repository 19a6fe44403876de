package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

func TestKindString(t *testing.T) {
	for k, want := range map[genealogy.Kind]string{genealogy.KindUnknown: "unknown", genealogy.KindRequest: "request", genealogy.KindAnswer: "answer",
		genealogy.KindEvent: "event", genealogy.KindDialog: "dialog"} {
		if k.String() != want {
			t.Errorf("%d is %q, want %q", k, k, want)
		}
	}
}
