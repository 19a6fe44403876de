package filter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
)

// TestErrors has what users see of a wrong filter: the message, and the place.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, message, caret string }{
		{"cn_proc.exit.signl == 9", `"cn_proc.exit.signl" is neither a field nor a protocol: did you mean cn_proc.exit.signal`,
			"cn_proc.exit.signl == 9\n^~~~~~~~~~~~~~~~~~"},
		{"frame && exit_code > 0", `"exit_code" is neither a field nor a protocol: did you mean cn_proc.exit.exit_code`,
			"frame && exit_code > 0\n         ^~~~~~~~~"},
		{"frame.number ==", "unexpected end of the filter", "frame.number ==\n               ^"},
		{"frame.number\t==\nnetlink.hdr_sec", `"netlink.hdr_sec" is not a valid number: did you mean netlink.hdr_seq`,
			"frame.number == netlink.hdr_sec\n                ^~~~~~~~~~~~~~~"},
		{`"é" == frame`, `"é" stands where a field, a protocol or a function must`, "\"é\" == frame\n^~~"},
		{"cn_proc.exit.signal == SIGKIL", `"SIGKIL" is not among the names of the values of cn_proc.exit.signal: did you mean SIGKILL`,
			"cn_proc.exit.signal == SIGKIL\n                       ^~~~~~"},
		{"cn_proc.what == exe", `did you mean PROC_EVENT_EXEC`, "cn_proc.what == exe\n                ^~~"},
		{"cn_proc.comm.comm > 5 && frame.number == \"5\"", `unsigned integer cannot be converted from a string ("5")`,
			"cn_proc.comm.comm > 5 && frame.number == \"5\"\n                                         ^~~"},
		{"frame.comment == frame.len", "frame.comment is a character string and frame.len a unsigned integer: they do not compare",
			"frame.comment == frame.len\n^~~~~~~~~~~~~~~~~~~~~~~~~~"},
		{"frame.number contains 5", "frame.number is a unsigned integer and cannot be searched", "frame.number contains 5\n^~~~~~~~~~~~"},
		{"netlink.hdr_len[0] == 4c", "netlink.hdr_len is a unsigned integer and cannot be sliced", "netlink.hdr_len[0] == 4c\n^~~~~~~~~~~~~~~~~~"},
		{"frame[1-0]", "range 1-0 does not end behind its start", "frame[1-0]\n      ^~~"},
		{"frame[1", "the right bracket is missing", "frame[1\n      ^"},
		{`frame contains "x`, "the final quote is missing", "frame contains \"x\n               ^~"},
		{`frame contains "\q"`, `\q is not a valid escape`, "frame contains \"\\q\"\n                ^~"},
		{`frame matches "a(?=b)"`, "not a regular expression of RE2", "frame matches \"a(?=b)\"\n              ^~~~~~~~"},
		{"len(frame)", "a function alone is no test", "len(frame)\n^~~~~~~~~~"},
		{"size(frame) > 1", `function "size" does not exist: did you mean upper, lower, len`, "size(frame) > 1\n^~~~"},
		{"netlink.hdr_type == 65536", `"65536" is too big for this field, maximum 65535`, "netlink.hdr_type == 65536\n                    ^~~~~"},
		{"cn_proc.pid == 2147483648", "maximum 2147483647", "cn_proc.pid == 2147483648\n               ^~~~~~~~~~"},
		{"cn_proc.pid == -2147483649", "minimum -2147483648", "cn_proc.pid == -2147483649\n                ^~~~~~~~~~"},
		{"frame.time > noon", "noon is not a valid date and time", "frame.time > noon\n             ^~~~"},
		{"frame § 1", `"§" was unexpected`, "frame § 1\n      ^"},
		{"frame \x00 1", "was unexpected", "frame . 1\n      ^"},
		{strings.Repeat("(", 300) + "frame", "nests deeper than 200", ""},
		{strings.Repeat("!", 300) + "frame", "nests deeper than 200", ""},
		{strings.Repeat("{", 300) + "frame", "nests deeper than 200", ""},
		{strings.Repeat("abs(", 300) + "frame", "nests deeper than 200", ""},
		{strings.Repeat("frame ", 20000), "more than 65536", ""},
	} {
		_, err := filter.Compile(c.text)
		var e *filter.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%.60s: %v, want %s", c.text, err, c.message)
			continue
		}
		if caret := e.Caret(); c.caret != "" && caret != c.caret {
			t.Errorf("%s:\n%s\nwant\n%s", c.text, caret, c.caret)
		}
	}
}
