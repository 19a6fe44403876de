package processes_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
)

// What ps --failed lists: what ended with a code, or by a signal (R16), with or
// without a core.
func TestFailed(t *testing.T) {
	for _, c := range []struct {
		state processes.State
		code  uint32
		want  bool
	}{
		{processes.Ended, 0, false},
		{processes.Ended, 1 << 8, true},
		{processes.Ended, 255 << 8, true},
		{processes.Ended, 9, true},
		{processes.Ended, 11 | 0x80, true},
		{processes.Running, 0, false},
		{processes.Gone, 0, false},
	} {
		p := processes.Process{State: c.state, Code: c.code}
		if p.Failed() != c.want {
			t.Errorf("%v with code %#x failed: %v", c.state, c.code, p.Failed())
		}
	}
}
