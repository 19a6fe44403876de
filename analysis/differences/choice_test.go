package differences_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/differences"
)

func TestChoice(t *testing.T) {
	for _, c := range []struct{ only, ignore, has, not string }{
		{"", "", "cn.seq frame.time_epoch data", ""},
		{"cn", "", "cn.seq cn.idx", "cn_proc.what frame.len data"},
		{"cn_proc", "cn_proc.exit", "cn_proc.what cn_proc.fork.child_pid", "cn_proc.exit.exit_code cn.seq"},
		{"", "frame.time", "frame.len cn.seq", "frame.time_epoch"},
		{"", "link_type byte_order tail", "cut rest", "link type#byte order#tail"},
		{"netlink.hdr_seq frame.comment", "", "netlink.hdr_seq frame.comment", "netlink.hdr_pid frame.len"},
	} {
		choice, err := differences.Choose(strings.Fields(c.only), strings.Fields(c.ignore))
		if err != nil {
			t.Errorf("%s/%s: %v", c.only, c.ignore, err)
		}
		for name := range strings.FieldsSeq(c.has) {
			if !choice.Has(name) {
				t.Errorf("only %q, not %q: %s is not compared", c.only, c.ignore, name)
			}
		}
		for name := range strings.SplitSeq(c.not, map[bool]string{true: "#", false: " "}[strings.Contains(c.not, "#")]) {
			if choice.Has(name) && name != "" {
				t.Errorf("only %q, not %q: %s is compared", c.only, c.ignore, name)
			}
		}
	}
}

// What is never compared would choose nothing, and say nothing.
func TestUnknownChoice(t *testing.T) {
	for name, says := range map[string]string{
		"cn.sqe": "did you mean cn.seq", "cn_proc.exit.status": "is not compared", "cn_proc.pid": "is not compared", "frame.number": "is not compared",
		"cn_": "is not compared", "": "is not compared",
	} {
		for _, flag := range []int{0, 1} {
			lists := [2][]string{}
			lists[flag] = []string{name}
			if _, err := differences.Choose(lists[0], lists[1]); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
