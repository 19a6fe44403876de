package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func TestOrderRuleNames(t *testing.T) {
	for rule, want := range map[codec.OrderRule]string{
		codec.OrderGiven:       "given by the user",
		codec.OrderDetected:    "structure of the datagram",
		codec.OrderByInterface: "earlier frames of the interface",
		codec.OrderByFile:      "byte order of the file",
		codec.OrderGuessed:     "one struct alone",
		codec.OrderAssumed:     "nothing tells",
		77:                     "nothing tells",
	} {
		if rule.String() != want {
			t.Errorf("%d is %q, want %q", rule, rule, want)
		}
	}
}
