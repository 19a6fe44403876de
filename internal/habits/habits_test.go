package habits_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/habits"
)

var commands = []string{"read", "stats", "ps", "pairs", "export", "record", "convert", "check", "send"}

func TestArgs(t *testing.T) {
	exists := func(name string) bool { return name == "capture" }
	for _, c := range []struct{ args, want, err string }{
		{"", "", ""},
		{"stats D.pcap", "stats D.pcap", ""},
		{"capture -c 3", "capture -c 3", ""}, // a file without a dot
		{"stat D.pcap", "", "unknown command stat; did you mean stats?"},
		{"sats D.pcap", "", "unknown command sats; did you mean stats?"},
		{"redd D.pcap", "", "unknown command redd; did you mean read?"},
		{"tshark -r D.pcap", "", "unknown command tshark; what it does, cnwire read does"},
		{"shark D.pcap", "", "unknown command shark, and there is no file of that name"},
		{"anonymize D.pcap", "", "unknown command anonymize; cnwire convert --anonymize does that"},
		{"tree D.pcap", "", "unknown command tree; cnwire ps --tree does that"},
		{"perfetto D.pcap", "", "unknown command perfetto; cnwire timeline does that"},
		{"csv D.pcap", "", "unknown command csv; cnwire export -F csv does that"},
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
