package tap

import (
	"os"
	"runtime"
	"testing"

	"github.com/cilium/ebpf/btf"
)

// What is found by requests of our own is what the kernel says of itself, where it does.
func TestCalibrate(t *testing.T) {
	if os.Getenv(live) != "1" {
		t.Skip("Programs are attached in guests alone: make tap (" + live + "=1).")
	}
	removeMemlock() // as Open does
	got, err := calibrate(registers[runtime.GOARCH])
	if lacks("kprobes") {
		if err == nil {
			t.Errorf("without kprobes: %+v", got)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", got)
	if !described() {
		return // TestLive lives on it
	}
	types, err := btf.LoadKernelSpec()
	if err != nil {
		t.Fatal(err)
	}
	all, err := read(types)
	if err != nil {
		t.Fatal(err)
	}
	if want := (layout{skbLen: all.skbLen, skbData: all.skbData, portid: all.portid, group: all.group}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
