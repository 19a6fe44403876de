package wireshark_test

import (
	"slices"
	"strings"
	"testing"
)

// column returns the cells of one field, in a script whose packet with a number, from
// 1 on, is cut behind so many bytes; and fails where they are not ours.
func (s *shark) column(t *testing.T, field, script string, number, size int) []string {
	t.Helper()
	list := play(t, script)
	if number > 0 {
		list[number-1].Data = list[number-1].Data[:size]
	}
	capture := pcapng(t, list)
	theirs := s.columns(t, capture, []string{field})
	s.same(t, script, []string{field}, theirs, ours(t, capture, []string{field}))
	return theirs
}

// A cut event is a loss of its own, though its number is there: what comes of a process
// that had ended may be of another, whose FORK was lost.
func TestCutEventIsALoss(t *testing.T) {
	t.Parallel()
	const script = `
		fork 1 10
		exit 10 10 0
		exec 20
		exec 10`
	const heads, body = 16 + 16 + 20, 16 // the link layer's, netlink's and the connector's; the event's own
	for _, s := range sharks(t) {
		for size, parent := range map[int]string{heads + body + 24: "1", heads + body + 4: "", heads + body: ""} {
			if got := s.column(t, "cn_proc.parent.pid", script, 3, size); got[3] != parent {
				t.Errorf("%s: behind an event that is cut at %d bytes the parent is %q, want %q", s.path, size, got[3], parent)
			}
		}
	}
}

// The EXIT of a thread that nobody knows is one that an exec killed, or the leader of
// before, if the exec had threads to kill: all threads of the process were seen then,
// so its end is known, and a later parent of its number is another. Else there may be
// more of them.
func TestExitBehindExec(t *testing.T) {
	t.Parallel()
	const end = `
		exec 10
		comm 10 10 worker
		exit 10 12 0
		exit 10 10 0
		fork 10 20`
	for _, s := range sharks(t) {
		for start, want := range map[string]string{"fork 1 10\nthread 10 11 1": "", "fork 1 10\nthread 10 11 1\nexit 10 11 0": "worker"} {
			got := s.column(t, "cn_proc.parent.comm", start+end, 0, 0)
			if last := got[len(got)-1]; last != want {
				t.Errorf("%s: %s%s: the parent is called %q, want %q", s.path, start, end, last, want)
			}
			if named := s.column(t, "cn_proc.name", start+end, 0, 0); !slices.Contains(named, "worker") {
				t.Errorf("%s: no name in %s", s.path, strings.Join(named, ","))
			}
		}
	}
}
