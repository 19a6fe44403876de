package wireshark

import (
	"bufio"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/cnwire/cnwire/internal/whole"
	"github.com/cnwire/cnwire/wireshark/extcap"
)

// module is the one that a program of ours is built of.
const module = "github.com/cnwire/cnwire"

// system is where we run.
var system = runtime.GOOS

// programPlace returns where the program for external capture stands there, or why
// there is no place for it.
func (w *Wireshark) programPlace() (place, why string) {
	global := w.folders["Global Extcap path"]
	if global == "" {
		global = w.folders["Extcap path"] // the only one, in 4.0
	}
	folder := global
	if w.personal {
		folder = w.folders["Personal Extcap path"]
	}
	switch {
	case system != "linux":
		return "", "The connector is Linux's: there is nothing to capture here, so Wireshark gets no program for it."
	case folder != "":
		return filepath.Join(folder, extcap.Program), ""
	case global != "":
		return "", fmt.Sprintf("Wireshark %s looks for programs that capture in %s only, for all users: as root, cnwire wireshark install --global puts ours there.", w.Version, global)
	}
	return "", fmt.Sprintf("Wireshark %s does not say where it looks for programs that capture (tshark -G folders): it gets none.", w.Version)
}

// NoProgram says why Wireshark runs no program of ours for external capture, even
// if our files are there, or nothing.
func (w *Wireshark) NoProgram() string {
	place, why := w.programPlace()
	if global := w.folders["Global Extcap path"]; place != "" && global != "" {
		// It goes there before it runs a program, wherever that is (4.4.19).
		if _, err := os.Stat(global); errors.Is(err, fs.ErrNotExist) && w.personal {
			return fmt.Sprintf("Wireshark %s runs no programs that capture while %s is not there: as root, mkdir -p it.", w.Version, global)
		}
	}
	return why
}

// sameProgram is of a program that is this one, byte by byte.
const sameProgram = "this version"

// programState tells how our program stands there. It is a copy of the command: a
// link would lead nowhere behind go run, and into folders that others cannot
// enter. A link that a user made, to a program of ours, is ours as well.
func programState(place string) (State, error) {
	s := State{Name: extcap.Program, Place: place, There: true}
	info, err := os.Lstat(place)
	if errors.Is(err, fs.ErrNotExist) {
		s.There, s.Said = false, "not there"
		return s, nil
	} else if err != nil {
		return s, err
	}
	built, err := buildinfo.ReadFile(place)
	if errors.Is(err, fs.ErrPermission) {
		return s, err
	}
	if err != nil || built.Main.Path != module {
		s.Said = "not ours"
		return s, nil
	}
	s.Ours, s.Said = true, "ours, from another build"
	if same, err := isThis(place); err != nil {
		return s, err
	} else if same {
		s.Said = sameProgram
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		s.Said += ", by a link"
	}
	return s, nil
}

// openThis opens the program that runs.
func openThis() (*os.File, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return os.Open(name)
}

// isThis reports whether a file has the bytes of the program that runs.
func isThis(place string) (bool, error) {
	this, err := openThis()
	if err != nil {
		return false, err
	}
	defer this.Close()
	other, err := os.Open(place)
	if err != nil {
		return false, err
	}
	defer other.Close()
	a, b := bufio.NewReaderSize(this, 1<<16), bufio.NewReaderSize(other, 1<<16)
	for {
		x, errA := a.ReadByte()
		y, errB := b.ReadByte()
		if errA == io.EOF && errB == io.EOF {
			return true, nil
		}
		if errA != nil && errA != io.EOF || errB != nil && errB != io.EOF {
			return false, errors.Join(errA, errB)
		}
		if errA != errB || x != y {
			return false, nil
		}
	}
}

// beginProgram copies the program that runs beside the place. Whoever may read it
// may run it.
func beginProgram(place string) (*whole.File, error) {
	this, err := openThis()
	if err != nil {
		return nil, err
	}
	defer this.Close()
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		return nil, err
	}
	f, err := whole.Create(place)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(f, this)
	if info, e := f.Stat(); err == nil && e == nil {
		err = f.Chmod(info.Mode() | info.Mode()&0o444>>2)
	}
	if finished := f.Finish(); err == nil {
		err = finished
	}
	if err != nil {
		f.Abandon()
		return nil, err
	}
	return f, nil
}
