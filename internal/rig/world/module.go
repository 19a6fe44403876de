//go:build linux

package world

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Load loads a module of the kernel. The errno is a fact: some scenarios make it
// fail.
func (w *World) Load(module, parameters string) {
	image, err := os.ReadFile(filepath.Join(w.modules, module+".ko"))
	check(err, "module")
	w.Fact("load "+module, int64(number(unix.InitModule(image, parameters))))
}

// Unload removes a module.
func (w *World) Unload(module string) {
	w.Fact("unload "+module, int64(number(unix.DeleteModule(module, 0))))
}
