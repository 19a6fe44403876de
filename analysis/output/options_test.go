package output_test

import (
	"bufio"
	"encoding/binary"
	"io"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestFieldOutput has the forms of -E where tshark is not there to compare
// with; sharkdiffers_test.go says where it has others.
func TestFieldOutput(t *testing.T) {
	le := binary.LittleEndian
	capture := lay(le, false, record{Data: cooked(11, message(t, le, set{"nlmsg_seq": 1}), message(t, le, set{"nlmsg_seq": 2}))}, record{Data: cooked(11)})
	for _, c := range []struct{ options, want string }{
		{"", "1\t1,2\t\n2\t\t\n"},
		{"header=y", "frame.number\tnetlink.hdr_seq\tcn.idx\n1\t1,2\t\n2\t\t\n"},
		{"bom=Y header=n", "\ufeff1\t1,2\t\n2\t\t\n"},
		{"separator=, aggregator=/s", "1,1 2,\n2,,\n"},
		{"separator=/s aggregator=/t", "1 1\t2 \n2  \n"},
		{"separator=é quote=d", "\"1\"é\"1,2\"é\n\"2\"éé\n"},
		{"quote=s occurrence=f", "'1'\t'1'\t\n'2'\t\t\n"},
		{"quote=n occurrence=l", "1\t2\t\n2\t\t\n"},
		{"occurrence=f occurrence=a", "1\t1,2\t\n2\t\t\n"},
	} {
		o := output.Options{Format: "fields", Fields: []string{"frame.number", "netlink.hdr_seq", "cn.idx"}}
		for _, option := range strings.Fields(c.options) {
			if err := o.Output.Set(option); err != nil {
				t.Fatal(err)
			}
		}
		if got := write(t, capture, o); got != c.want {
			t.Errorf("%s: %q, want %q", c.options, got, c.want)
		}
	}
}

// Of the numbers of a whole event, too, the first or the last is what it is among all.
func TestOccurrenceOfEvents(t *testing.T) {
	capture := frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")
	lines := func(option string) []string {
		o := output.Options{Format: "fields", Fields: []string{"cn_proc.pid"}}
		if err := o.Output.Set(option); err != nil {
			t.Fatal(err)
		}
		return strings.Split(write(t, capture, o), "\n")
	}
	all, first, last := lines("occurrence=a"), lines("occurrence=f"), lines("occurrence=l")
	several := 0
	for i, line := range all {
		pids := strings.Split(line, ",")
		if len(pids) > 1 {
			several++
		}
		if first[i] != pids[0] || last[i] != pids[len(pids)-1] {
			t.Errorf("line %d: %q, the first %q, the last %q", i+1, line, first[i], last[i])
		}
	}
	if several == 0 {
		t.Error("no event has several pids")
	}
}

func TestFieldOutputRefuses(t *testing.T) {
	for _, option := range []string{
		"", "header", "header=", "header=yes", "bom=1", "separator=", "separator=ab", "separator=/x", "aggregator=//x", "occurrence=", "occurrence=first",
		"occurrence=x", "quote=\"", "quote=", "quote=dd", "escape=y", "=", "Header=y",
	} {
		var o rows.FieldOutput
		if err := o.Set(option); err == nil || !strings.Contains(err.Error(), rows.FieldOptions) {
			t.Errorf("%q: error %v", option, err)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, c := range []struct {
		o    output.Options
		want string
	}{
		{output.Options{Format: "xml"}, `unknown format "xml": one of text, fields, json, ek, jsonl, csv, pdml, psml`},
		{output.Options{Format: "fields"}, "at least one -e NAME"},
		{output.Options{Format: "text", Fields: []string{"cn.idx"}}, "-e goes with"},
		{output.Options{Format: "jsonl", Fields: []string{"cn.idx"}}, "takes no -e"},
		{output.Options{Format: "json", Fields: []string{"cn.idy"}}, "did you mean cn.idx"},
	} {
		_, err := output.New(bufio.NewWriter(io.Discard), c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %s", c.o, err, c.want)
		}
	}
}

// No frame is an empty array, and an empty output elsewhere.
func TestNoFrames(t *testing.T) {
	for format, want := range map[string]string{"text": "", "json": "[]\n", "ek": "", "jsonl": ""} {
		if got := write(t, lay(binary.LittleEndian, false), output.Options{Format: format}); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
}
