package filter_test

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
)

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		"(frame)":                          "frame",
		"not  frame.number eq 5":           "!frame.number == 5",
		"!(frame or netlink) and (frame)":  "!(frame || netlink) && frame",
		"frame and netlink or cn":          "frame && netlink || cn",
		"frame.number not in {1,2..0x3}":   "!frame.number in {1, 2 .. 0x3}",
		"any frame.number ~= {1+2}*-3":     "any frame.number !== {1 + 2} * -3",
		"frame[ 1:2,3 ] contains r\"\\x\"": "frame[ 1:2,3 ] contains r\"\\x\"",
		"max( frame.len,5)>=+5":            "max(frame.len, 5) >= 5",
		"!cn.seq == cn.ack==1":             "!cn.seq == cn.ack == 1",
		"cn_proc.pid#[1-2] ~ \"a\"":        "",
		"cn.seq#2 bitwise_and '\\x01'":     "cn.seq#2 & '\\x01'",
	} {
		f, err := filter.Compile(text)
		if err != nil {
			if want != "" {
				t.Error(err)
			}
			continue
		}
		if got := f.String(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestStringChooses holds the canonical spelling of the filters of a list: it
// chooses the same, and its own canonical spelling is itself.
func TestStringChooses(t *testing.T) {
	frames := read(t, odd(t))
	compiled := 0
	for _, text := range lines(t, "filters.txt") {
		f, err := filter.Compile(text)
		if err != nil {
			continue
		}
		compiled++
		again := must(filter.Compile(f.String()))(t)
		if again.String() != f.String() || !slices.Equal(chosen(f, frames), chosen(again, frames)) {
			t.Errorf("%s: %s, %s", text, f, again)
		}
	}
	if compiled < 300 {
		t.Errorf("%d filters", compiled)
	}
}
