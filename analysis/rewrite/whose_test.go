package rewrite_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/pcap"
)

const whose = "cnwire:1 host name=web-7.example.org id=0123456789abcdef0123456789abcdef boot=89abcdef-0123-4567-89ab-cdef01234567 source=socket order=little mask=0x80000fff filter=\"-Y comm == bash\" monotonic=5 boottime=6 realtime=1795302721656000000 keptby=ann"

// identity is whose an interface is by what stands in for its comments.
func identity(t *testing.T, key string, comments ...string) host.Identity {
	t.Helper()
	id, told := host.IdentityOf(&pcap.Interface{Comments: rewrite.NewAnonymizer([]byte(key)).Whose(comments)})
	if !told {
		t.Errorf("%q says nothing of whose it is", comments)
	}
	return id
}

// One host is one under a key, however its line is written, another boot of it is another
// boot of the same, and of no word that names something anything is left.
func TestWhose(t *testing.T) {
	a := identity(t, "k", "of ann\n"+whose)
	if b := identity(t, "k", strings.ReplaceAll(whose, "89abcdef-0123-4567-89ab-cdef01234567", "89ABCDEF0123456789ABCDEF01234567")); a != b {
		t.Errorf("%+v and %+v", a, b)
	}
	other := identity(t, "k", strings.Replace(whose, "boot=89", "boot=88", 1))
	if other.ID != a.ID || other.Name != a.Name || other.Boot == a.Boot {
		t.Errorf("another boot: %+v, and the first %+v", other, a)
	}
	if elsewhere := identity(t, "l", whose); elsewhere.ID == a.ID || elsewhere.Name == a.Name || elsewhere.Boot == a.Boot {
		t.Errorf("another key: %+v, and the first %+v", elsewhere, a)
	}
	if len(a.ID) != 32 || len(a.Boot) != 32 || strings.Trim(a.ID+a.Boot, "0123456789abcdef") != "" {
		t.Errorf("%+v", a)
	}
	line := strings.Join(rewrite.NewAnonymizer([]byte("k")).Whose([]string{whose}), "|")
	for _, word := range []string{"web", "example", "0123456789ab", "89abcdef", "bash", "ann", "comm"} {
		if strings.Contains(line, word) {
			t.Errorf("%q is in %s", word, line)
		}
	}
	for _, word := range []string{" source=socket order=little mask=0x80000fff filter=some monotonic=5 boottime=6 realtime=1795302721656000000"} {
		if !strings.HasSuffix(line, word) {
			t.Errorf("%s does not end in%s", line, word)
		}
	}
}

// What says nothing of whose it is stays so, and a word in the place of another is no way
// out for a name.
func TestWhoseOdd(t *testing.T) {
	a := rewrite.NewAnonymizer([]byte("k"))
	for _, c := range [][]string{nil, {"of ann"}, {"cnwire:1 host"}, {"cnwire:1 host boot=1"}, {"cnwire:2 host name=web"}, {"cnwire:1 task name=web"}, {"cnwire:1 host name=we b"}} {
		if got := a.Whose(c); got != nil {
			t.Errorf("%q becomes %q", c, got)
		}
	}
	got := a.Whose([]string{"cnwire:1 host id=1 source=ann order=bash mask=ann monotonic=12ann group=123456789012345678901"})
	if len(got) != 1 || strings.Contains(got[0], "ann") || strings.Contains(got[0], "bash") || strings.Contains(got[0], "group") {
		t.Errorf("%q", got)
	}
	if b := a.Whose([]string{"cnwire:1 host id=1"}); !slices.Equal(a.Whose([]string{"cnwire:1 host id=1"}), b) || slices.Equal(a.Whose([]string{"cnwire:1 host id=2"}), b) {
		t.Errorf("%q", b)
	}
}
