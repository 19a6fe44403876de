package main

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestTakeOut: an archive at the start of a larger disk; its names do not lead out
// of the folder, and what was there before is gone.
func TestTakeOut(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for name, content := range map[string]string{"a.pcap": "frames", "../b.pcap": "others", "sub/c.pcap": ""} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(content))
	}
	w.Close()
	disk, folder := filepath.Join(t.TempDir(), "disk"), filepath.Join(t.TempDir(), "results")
	if err := os.WriteFile(disk, append(b.Bytes(), make([]byte, 1<<20)...), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Mkdir(folder, 0o755)
	os.WriteFile(filepath.Join(folder, "old.pcap"), nil, 0o600)
	if err := takeOut(disk, folder); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a.pcap": "frames", "b.pcap": "others", "c.pcap": ""} {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "old.pcap")); err == nil {
		t.Error("what was there before is still there")
	}
}

// TestTakeOutDamaged: a guest that wrote half of it.
func TestTakeOutDamaged(t *testing.T) {
	disk := filepath.Join(t.TempDir(), "disk")
	os.WriteFile(disk, bytes.Repeat([]byte("x"), 2048), 0o600)
	if err := takeOut(disk, t.TempDir()); err == nil {
		t.Error("no error")
	}
}
