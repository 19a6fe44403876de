package tap

import (
	"os"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
)

// Devices of ours have a process each; those without are removed by who makes the next,
// and others' are left alone.
func TestDevice(t *testing.T) {
	if os.Getenv(live) != "1" {
		t.Skip("Network devices are made in guests alone: make tap (" + live + "=1).")
	}
	for _, name := range []string{"cnwire1", "cnwire07", "cnwire9"} {
		if err := addLink(name, "nlmon"); err != nil {
			t.Fatal(err)
		}
	}
	defer removeLink("cnwire07") // which is no name of ours
	first, left, err := newDevice()
	if err != nil || first.name != "cnwire0" || !slices.Equal(left, []string{"cnwire1", "cnwire9"}) {
		t.Fatalf("%+v, %q, %v", first, left, err)
	}
	second, left, err := newDevice()
	if err != nil || second.name != "cnwire1" || left != nil {
		t.Fatalf("%+v, %q, %v", second, left, err)
	}
	// As by a SIGKILL: its socket is gone, and nobody removed the device.
	unix.Close(second.hold)
	second, left, err = newDevice()
	if err != nil || second.name != "cnwire1" || !slices.Equal(left, []string{"cnwire1"}) {
		t.Fatalf("%+v, %q, %v", second, left, err)
	}
	if err := removeLink(first.name); err != nil { // somebody did
		t.Error(err)
	}
	for _, d := range []*device{first, second} {
		if err := d.remove(); err != nil {
			t.Error(err)
		}
	}
	links, err := listLinks()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"nlmon0", "lo", "cnwire07"} {
		if !slices.ContainsFunc(links, func(l linkInfo) bool { return l.name == want }) {
			t.Errorf("%s is gone", want)
		}
	}
	if list, err := nlmonDevices(); err != nil || len(list) != 0 {
		t.Errorf("%q, %v", list, err)
	}
	if err := addLink("cnwire0", "no such kind"); err == nil {
		t.Error("a device of no kind was made")
	}
}
