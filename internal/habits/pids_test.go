package habits_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/habits"
)

func TestPIDs(t *testing.T) {
	exists := func(name string) bool { return name == "42" }
	for _, c := range []struct {
		words, files string
		pids         []int32
	}{
		{"", "", nil}, {"x.pcap", "x.pcap", nil}, {"1 2147483647 x.pcap", "x.pcap", []int32{1, 2147483647}}, {"1 x 2", "x 2", []int32{1}},
		{"42", "42", nil}, {"7 42 8", "42 8", []int32{7}}, {"0 x", "0 x", nil}, {"-5", "-5", nil}, {"2147483648", "2147483648", nil}, {"007", "007", nil}, {"7", "", []int32{7}},
	} {
		pids, files := habits.PIDs(strings.Fields(c.words), exists)
		if !slices.Equal(pids, c.pids) || strings.Join(files, " ") != c.files {
			t.Errorf("%s: %v, %q", c.words, pids, files)
		}
	}
}
