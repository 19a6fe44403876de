package notes_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/rows"
)

// TestNoteFile: the name of a file may hold what a terminal would obey, and is
// escaped once where it is written.
func TestNoteFile(t *testing.T) {
	n := notes.Note{File: "a\x1b\n\xff", Text: "odd\x07"}
	for format, want := range map[string]string{
		"fields": `a\x1b\n\xff: odd\x07` + "\t" + `a\x1b\n\xff` + "\n",
		"jsonl":  `{"severity":"chat","group":"","rule":"","name":"","frame":null,"offset":null,"text":"odd\u0007","file":"a\u001b\n\ufffd"}` + "\n",
	} {
		o := rows.Options{Format: format}
		if format == "fields" {
			o.Fields = []string{"text", "file"}
		}
		if got := listed(t, o, &n); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
	if got := listed(t, rows.Options{Format: "jsonl"}, &notes.Note{}); got != `{"severity":"chat","group":"","rule":"","name":"","frame":null,"offset":null,"text":""}`+"\n" {
		t.Errorf("a note on nothing: %s", got)
	}
}

// listed returns what a list of one note prints.
func listed(t *testing.T, o rows.Options, n *notes.Note) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	list, err := rows.NewList(to, notes.Columns)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Row(n); err != nil {
		t.Fatal(err)
	}
	if err := list.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

// place returns the frame and the offset of a note, each if it has one.
func place(t *testing.T, n *notes.Note) string {
	o := rows.Options{Format: "fields", Fields: []string{"frame", "offset"}, Output: rows.FieldOutput{Separator: "/"}}
	return strings.TrimSuffix(listed(t, o, n), "\n")
}
