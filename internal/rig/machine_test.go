package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// TestListen: what the guest says decides how the boot went.
func TestListen(t *testing.T) {
	for said, want := range map[string]string{
		"[ 0.1] Kernel panic\r\n": "did not start",
		"rig: loss\r\n":           "before it was done",
		"rig: loss\r\n" + scenario.SayDone + "\r\n[ 9.9] Power down\n": "",
		scenario.SayFailed + "mount: EBUSY\n":                          "mount: EBUSY",
		scenario.SayWaiting + "\n":                                     "the tap does not work",
		"[ 1.0] noise " + scenario.SayDone + "\n":                      "", // the kernel's own line was not ended
	} {
		m := machine{console: filepath.Join(t.TempDir(), "console.log")}
		err := m.listen(strings.NewReader(said), "")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", said, err, want)
		}
		if errors.Is(err, errNoInit) != (want == "did not start") {
			t.Errorf("%q: tried again", said)
		}
	}
}
