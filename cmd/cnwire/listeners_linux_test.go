package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// README: without a FILE those of this machine, now; flags of captures have no place there.
func TestListenersHere(t *testing.T) {
	connector.Need(t)
	out, err := exec.Command("cnwire", "listeners", "-T", "fields", "-e", "port,state").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "cnwire: ") {
		t.Errorf("%v, %s", err, out)
	}
	for _, flag := range []string{"-Y=cn", "-w=x.pcap", "-c1", "--host-by=none"} {
		out, err := exec.Command("cnwire", "listeners", flag).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "goes with a capture") {
			t.Errorf("%s: %v, %s", flag, err, out)
		}
	}
}
