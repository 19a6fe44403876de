package audience

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/listeners"
)

// /proc/net/netlink as Linux 6.18 printed it, with a listener of group 1, one of group 3,
// and sockets of other families.
const printed = `sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
0000000006dbec24 11  4242       00000001 82368    0        0     2        7        16567571
0000000006dbec25 11  4294965999 00000005 0        0        0     2        0        18
000000007e0b743b 11  0          00000000 0        0        0     2        0        1026    
00000000f5ac3c7a 0   0          00000000 0        0        0     2        0        4       
00000000bd1a4b23 15  512        00000002 0        0        0     2        0        8161    
`

func TestTable(t *testing.T) {
	list, kernel, err := table(strings.NewReader(printed))
	want := []socket{{4242, 1, 82368, 7, 16567571}, {4294965999, 5, 0, 0, 18}}
	if err != nil || !kernel || !slices.Equal(list, want) {
		t.Errorf("%+v, %v, %v", list, kernel, err)
	}
	if _, kernel, err := table(strings.NewReader("sk Eth\n")); kernel || err != nil {
		t.Errorf("without the kernel's: %v, %v", kernel, err)
	}
	for wrong, says := range map[string]string{"h\n1 11 2\n": "line 2 has 3 columns", "h\n1 11 x 0 0 0 0 0 0 0\n": `line 2: strconv.ParseUint: parsing "x"`} {
		if _, _, err := table(strings.NewReader(wrong)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// What is said of the counter beside those who listen (R43).
func TestTell(t *testing.T) {
	for _, c := range []struct {
		what    string
		listens int
		count   listeners.Count
		kept    bool
		want    string
	}{
		{"as many", 2, listeners.Exactly(2), true, "the kernel's count of listeners is 2"},
		{"one left", 1, listeners.Exactly(2), true, "the kernel's count of listeners is 2; the kernel counts 1 more than listen"},
		{"one taken", 2, listeners.Exactly(1), true, "the kernel's count of listeners is 1; the kernel counts 1 fewer than listen"},
		{"silenced", 2, listeners.Exactly(0), true, "the kernel's count of listeners is 0; 2 listen, and hear nothing"},
		{"not known who listens", 0, listeners.Exactly(2), false, "the kernel's count of listeners is 2"},
		{"it sends", 1, listeners.AtLeast(1), true, "the kernel sends events: it counts at least 1"},
		{"it sends, to nobody", 0, listeners.AtLeast(1), true, "the kernel sends events: it counts at least 1; the kernel counts 1 more than listen"},
		{"it is silent", 0, listeners.AtMost(0), true, "the kernel sends no events: it counts at most 0"},
		{"it is silent, and should not be", 1, listeners.AtMost(0), true, "the kernel sends no events: it counts at most 0; 1 listen, and hear nothing"},
		{"nothing known", 1, listeners.Count{}, true, ""},
	} {
		h := Here{Count: c.count, Kept: c.kept, List: []listeners.Listener{{State: listeners.Ignores}, {State: listeners.Member}, {State: listeners.Unknown}}}
		for range c.listens {
			h.List = append(h.List, listeners.Listener{State: listeners.Listens})
		}
		list := h.Sentences()
		for i := range list {
			list[i], _, _ = strings.Cut(list[i], ": somebody")
		}
		if got := strings.Join(list, "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
