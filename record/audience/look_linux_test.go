package audience_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/audience"
)

// A socket of ours is found, with whose it is and what it asked for, where the kernel
// says that: to root on a kernel with BPF, from 6.6 on. It is counted, and gone with it.
func TestLook(t *testing.T) {
	connector.Need(t)
	events, err := record.ParseEvents("exec")
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Open(t.Context(), record.Options{Events: events, Buffer: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	h, err := audience.Look()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(h.List, ours)
	if i < 0 {
		t.Fatalf("ours is not among %+v", h.List)
	}
	l := &h.List[i]
	if l.UID == nil || *l.UID != uint32(unix.Geteuid()) || l.Exe == "" || l.Port == 0 || !slices.Equal(l.Groups, []uint32{1}) {
		t.Errorf("%+v", l)
	}
	switch {
	case l.State == listeners.Unknown: // nobody says
	case l.State != listeners.Listens:
		t.Errorf("it %s", l.State)
	case l.All || !slices.Contains(listeners.MaskNames(*l.Mask), "exec") || slices.Contains(listeners.MaskNames(*l.Mask), "fork"):
		t.Errorf("it asked for %v", l.Mask)
	}
	if !strings.Contains(strings.Join(h.Sentences(), "; "), "the kernel") {
		t.Errorf("nothing is said of the counter: %q", h.Sentences())
	}
	if h, err := audience.Look(); err != nil || slices.ContainsFunc(h.List, ours) {
		t.Errorf("behind its end: %+v, %v", h, err)
	}
}

func ours(l listeners.Listener) bool { return l.PID == int32(os.Getpid()) }
