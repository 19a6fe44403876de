package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestModules(t *testing.T) {
	dir := t.TempDir()
	for name, needs := range map[string]string{"virtio-blk": "virtio,virtio_ring", "virtio_ring": "virtio", "virtio": "", "alone": "", "odd": "built-in"} {
		if err := os.WriteFile(filepath.Join(dir, name+".ko"), []byte("\x7fELF\x00license=GPL\x00depends="+needs+"\x00name=x\x00"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m, err := findModules(dir)
	if err != nil {
		t.Fatal(err)
	}
	for want, names := range map[string][]string{
		"virtio virtio_ring virtio_blk alone": {"virtio_blk", "alone", "virtio"},
		"odd":                                 {"odd", "missing"}, // what is missing is in the kernel
		"":                                    nil,
	} {
		if got, err := m.order(names); err != nil || !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q: %q, %v", names, got, err)
		}
	}
	if _, err := depends([]byte("no module")); err == nil {
		t.Error("no error for what is no module")
	}
}
