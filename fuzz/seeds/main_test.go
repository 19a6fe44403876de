package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/fuzz"
)

func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	if err := write(folder); err != nil {
		t.Fatal(err)
	}
	for i, c := range fuzz.Datagrams() {
		if b, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("%03d", i))); err != nil || !bytes.Equal(b, c.Bytes) {
			t.Errorf("%s: %x, %v", c.Name, b, err)
		}
	}
}
