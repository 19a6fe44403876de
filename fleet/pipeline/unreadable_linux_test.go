package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// A folder that is not for us is named as it is, so that it becomes a note, and all others
// are read.
func TestUnreadableFolder(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a/1.pcapng", "b/2.pcapng", "c/3.pcapng"} {
		place := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(folder+"/b", 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder+"/b", 0o700) })
	if err := os.Chmod(filepath.Dir(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	var got []string
	done := make(chan error)
	go func() {
		if os.Geteuid() == 0 { // whom nothing keeps out: this thread sees files as another, and ends
			runtime.LockOSThread()
			if err := syscall.Setfsuid(65534); err != nil {
				done <- err
				return
			}
		}
		done <- expand(context.Background(), folder+"/**/*.pcapng", func(path string) { got = append(got, strings.TrimPrefix(path, folder)) })
	}()
	if err := <-done; err != nil || strings.Join(got, " ") != "/a/1.pcapng /b /c/3.pcapng" {
		t.Errorf("%q, %v", got, err)
	}
}
