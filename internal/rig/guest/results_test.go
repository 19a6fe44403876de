//go:build linux

package main

import (
	"archive/tar"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestHandOut: the archive starts at the disk's first byte and ends before its last.
func TestHandOut(t *testing.T) {
	folder, disk := t.TempDir(), filepath.Join(t.TempDir(), "disk")
	if err := os.WriteFile(filepath.Join(folder, "x.pcap"), []byte("frames"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(disk, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := handOut(disk, folder); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(disk)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := tar.NewReader(f)
	h, err := r.Next()
	if err != nil || h.Name != "x.pcap" {
		t.Fatalf("%+v, %v", h, err)
	}
	if b, err := io.ReadAll(r); err != nil || string(b) != "frames" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("after the last: %v", err)
	}
}
