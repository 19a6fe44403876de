package habits_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/habits"
)

var commands = []string{"read", "stats", "ps", "pairs", "export", "record", "convert", "check"}

func TestArgs(t *testing.T) {
	exists := func(name string) bool { return name == "capture" }
	for _, c := range []struct{ args, want, err string }{
		{"", "", ""},
		{"stats D.pcap", "stats D.pcap", ""},
		{"capture -c 3", "capture -c 3", ""}, // a file without a dot
		{"stat D.pcap", "", "unknown command stat; did you mean stats?"},
		{"sats D.pcap", "", "unknown command sats; did you mean stats?"},
		{"redd D.pcap", "", "unknown command redd; did you mean read?"},
		{"dissect D.pcap", "", "unknown command dissect, and there is no file of that name"},
		{"missing.pcap", "missing.pcap", ""}, // which read says
		{"./missing", "./missing", ""},
		{`folder\missing`, `folder\missing`, ""},
		{"-", "-", ""},
		{"-c 3 x", "-c 3 x", ""},
		{"version", "--version", ""},
		{"-v", "--version", ""},
	} {
		got, err := habits.Args(strings.Fields(c.args), commands, exists)
		if text := strings.Join(got, " "); text != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: %q, %v", c.args, text, err)
		}
	}
}

func TestFlag(t *testing.T) {
	for _, c := range []struct{ flag, value, has string }{
		{"-z", "io,phs", "stats --by hierarchy"}, {"-z", "io,stat,1", "stats --by time"}, {"-z", "expert,note", "cnwire check"},
		{"-z", "sip,stat", "stats --help"}, {"-z", "", "stats --help"}, {"-i", "lo", "cnwire record"}, {"--forest", "", "ps --tree"},
		{"-q", "", "cnwire stats"}, {"-G", "fields", "cnwire fields"}, {"-p", "1", "cnwire follow PID"}, {"-o", "a:b", "--byte-order"}, {"-M", "1", "-T json"},
	} {
		unknown := errors.New("unknown flag " + c.flag + `, did you mean one of "-h", "-r"?`)
		if says := habits.Flag(unknown, []string{"read", c.flag, c.value, "file"}); !strings.Contains(says, c.has) {
			t.Errorf("%s %s: %q", c.flag, c.value, says)
		}
	}
	if says := habits.Flag(errors.New("unknown flag -z"), []string{"-zio,phs"}); !strings.Contains(says, "stats --by hierarchy") {
		t.Error(says)
	}
	for _, other := range []string{"unknown flag --nobody-has-this", "expected string value", "-z"} {
		if says := habits.Flag(errors.New(other), []string{"-z"}); says != "" {
			t.Errorf("%s: %s", other, says)
		}
	}
}
