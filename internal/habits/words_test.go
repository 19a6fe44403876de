package habits_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/habits"
)

func there(name string) bool { return name == "d.pcap" || name == "98" }

func TestPS(t *testing.T) {
	for _, c := range []struct{ columns, words, has string }{
		{"", "aux d.pcap", "without aux"}, {"", "ax", "without ax"}, {"", "auxww d.pcap", "without auxww"}, {"f", "d.pcap", "-e chooses columns"}, {"d.pcap", "", "-e chooses columns"},
		{"", "d.pcap", ""}, {"pid ppid", "d.pcap", ""}, {"pid", "d.pcap", ""}, {"d.pcap", "d.pcap", ""}, {"", "aux.pcap", ""}, {"", "98 d.pcap", ""}, {"", "", ""},
	} {
		err := habits.PS(strings.Fields(c.columns), strings.Fields(c.words), there)
		if (err == nil) != (c.has == "") || err != nil && !strings.Contains(err.Error(), c.has) {
			t.Errorf("-e %s %s: %v", c.columns, c.words, err)
		}
	}
}

func TestFollow(t *testing.T) {
	for _, c := range []struct {
		who, files string
		wrong      bool
	}{
		{"d.pcap", "", true}, {"d.pcap", "97", true}, {"97", "d.pcap", false}, {"98", "d.pcap", false}, {"bash", "d.pcap", false},
		{"d.pcap", "d.pcap", false}, // a name may be anything
		{"d.pcap", "-", false}, {"d.pcap", "98", false}, {"bash", "", false},
	} {
		if err := habits.Follow(c.who, strings.Fields(c.files), there); (err != nil) != c.wrong {
			t.Errorf("follow %s %s: %v", c.who, c.files, err)
		}
	}
}
