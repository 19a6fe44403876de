package wireshark

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/whole"
	"github.com/cnwire/cnwire/wireshark/extcap"
)

const (
	pluginName  = "cnwire.lua"
	profileName = "cnwire" // of the profile in Wireshark's menu
)

// marker is the line that says that a file is ours, and which version of it. A file
// that a user or Wireshark itself has written anew has none.
var marker = regexp.MustCompile(`(?m)^(?:#|--) cnwire for Wireshark, version (\d+)$`)

// State is how one of our files stands in a Wireshark.
type State struct {
	Name  string // here
	Place string // there
	Said  string // "not there", "this version", "version 1, this one is 2", "not ours"
	Ours  bool   // it is there, and may be written over
	There bool
}

// profileNames are the files of the profile, by their names here.
func profileNames() []string {
	names, err := fs.Glob(profile, "profile/*")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	return names
}

// content returns one of our files.
func content(name string) []byte {
	if name == pluginName {
		return Plugin
	}
	b, err := profile.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return b
}

// States tells how each of our files stands there: the plugin, the program for
// external capture where that has a place, the profile.
func (w *Wireshark) States() ([]State, error) {
	places, err := w.places()
	if err != nil {
		return nil, err
	}
	var list []State
	for _, name := range append([]string{pluginName, extcap.Program}, profileNames()...) {
		place, ok := places[name]
		if !ok {
			continue
		}
		state := stateOf
		if name == extcap.Program {
			state = func(_, place string) (State, error) { return programState(place) }
		}
		s, err := state(name, place)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func stateOf(name, place string) (State, error) {
	s := State{Name: name, Place: place, There: true}
	b, err := os.ReadFile(place)
	if errors.Is(err, fs.ErrNotExist) {
		s.There, s.Said = false, "not there"
		return s, nil
	} else if err != nil {
		return s, err
	}
	theirs, ours := marker.FindSubmatch(b), marker.FindSubmatch(content(name))
	s.Ours = theirs != nil
	switch {
	case !s.Ours:
		s.Said = "not ours, or changed by Wireshark"
	case bytes.Equal(b, content(name)):
		s.Said = "this version"
	case bytes.Equal(theirs[1], ours[1]):
		s.Said = "ours, from another build"
	default:
		s.Said = fmt.Sprintf("version %s, this one is %s", theirs[1], ours[1])
	}
	return s, nil
}

// NotOursError is of a file that stands where one of ours would, and stays.
type NotOursError struct{ Place string }

func (e *NotOursError) Error() string {
	return e.Place + " is not ours, or was changed by Wireshark: it stays as it is, and nothing is installed; move it away first"
}

// Install puts our files where Wireshark looks for them: all, or on an error none.
// Nothing that is not ours is written over.
func (w *Wireshark) Install() ([]State, error) {
	list, err := w.States()
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		if s.There && !s.Ours {
			return nil, &NotOursError{s.Place}
		}
	}
	var files []*whole.File
	defer func() {
		for _, f := range files {
			f.Abandon()
		}
	}()
	for _, s := range list {
		if s.Name == extcap.Program && strings.HasPrefix(s.Said, sameProgram) {
			continue // it may have been given capabilities, which a new file has not
		}
		f, err := begin(s)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	for _, f := range files {
		if err := f.Rename(); err != nil {
			return nil, err
		}
	}
	return w.States()
}

// begin writes one of our files beside its place; a link there is written through.
func begin(s State) (*whole.File, error) {
	if s.Name == extcap.Program {
		return beginProgram(s.Place)
	}
	target, err := whole.Find(s.Place)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(target.Place), 0o755); err != nil {
		return nil, err
	}
	f, err := whole.Create(target.Place)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(content(s.Name))
	if finished := f.Finish(); err == nil {
		err = finished
	}
	if err != nil {
		f.Abandon()
		return nil, err
	}
	return f, nil
}

// Uninstall takes away those of our files that are there, and the profile's folder
// if nothing else is in it. What is not ours stays.
func (w *Wireshark) Uninstall() (gone, kept []State, err error) {
	list, err := w.States()
	if err != nil {
		return nil, nil, err
	}
	for _, s := range list {
		switch {
		case s.Ours:
			if err := os.Remove(s.Place); err != nil {
				return gone, kept, err
			}
			gone = append(gone, s)
		case s.There:
			kept = append(kept, s)
		}
	}
	last := list[len(list)-1]
	if slices.ContainsFunc(gone, func(s State) bool { return s.Name == last.Name }) {
		os.Remove(filepath.Dir(last.Place)) // fails if it is not empty, as it should
	}
	return gone, kept, nil
}
