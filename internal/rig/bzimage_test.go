package main

import (
	"bytes"
	"encoding/binary"
	"os/exec"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// bzImage packs a file as the kernel's build does: a boot sector and two more of
// set-up code, 100 bytes of code, the payload with its length behind it.
func bzImage(t *testing.T, elf []byte) []byte {
	t.Helper()
	cmd := exec.Command(needs.Tool(t, "xz", "unpacking a kernel is not tested."), "-c")
	cmd.Stdin = bytes.NewReader(elf)
	packed, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	o := binary.LittleEndian
	packed = o.AppendUint32(packed, uint32(len(elf)))
	b := make([]byte, 3*512+100)
	b[0x1f1] = 2
	copy(b[0x202:], "HdrS")
	o.PutUint32(b[0x248:], 100)
	o.PutUint32(b[0x24c:], uint32(len(packed)))
	return append(append(b, packed...), "and more"...)
}

func TestVmlinux(t *testing.T) {
	elf := []byte("\x7fELF and so on")
	b := bzImage(t, elf)
	if got, err := vmlinux(b); err != nil || !bytes.Equal(got, elf) {
		t.Errorf("%q, %v", got, err)
	}
	for name, c := range map[string]struct {
		damage func([]byte) []byte
		want   string
	}{
		"short":       {func(b []byte) []byte { return b[:100] }, "no bzImage"},
		"other":       {func(b []byte) []byte { b[0x202] = 0; return b }, "no bzImage"},
		"beyond":      {func(b []byte) []byte { b[0x24f] = 0xff; return b }, "its payload"},
		"unknown":     {func(b []byte) []byte { b[3*512+100] = 0; return b }, "unknown way"},
		"other size":  {func(b []byte) []byte { b[len(b)-len("and more")-4]++; return b }, "were unpacked"},
		"cut payload": {func(b []byte) []byte { b[0x24c] -= 8; return b }, "xz"},
	} {
		if _, err := vmlinux(c.damage(bytes.Clone(b))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
