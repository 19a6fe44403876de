package notes_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
)

// TestNoteFile: the name of a file may hold what a terminal would obey, and
// stays what it is for JSON.
func TestNoteFile(t *testing.T) {
	n := notes.Note{File: "a\x1b\n\xff", Text: "odd\x07"}
	if got, want := string(n.AppendFile([]byte("\x1b"))), "\x1b"+`a\x1b\n\xff`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := string(n.AppendText([]byte("\x1b"))), "\x1b"+`a\x1b\n\xff: odd\x07`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n.File != "a\x1b\n\xff" {
		t.Errorf("the name became %q", n.File)
	}
	if got := (&notes.Note{}).AppendFile(nil); len(got) != 0 {
		t.Errorf("a file %q from nowhere", got)
	}
}
