package export

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/rows"
)

// noteTable is the table of notes.
var noteTable = sync.OnceValue(func() *list[notes.Note] {
	return newList(Notes, "When the frame was captured.", notes.Columns, []member[notes.Note]{
		{name: "severity", kind: rows.Text},
		{name: "kind", of: "name", kind: rows.Text},
		{name: "category", of: "group", kind: rows.Text},
		{name: "rule", kind: rows.Text},
		{name: "frame", kind: rows.Integer},
		{name: "byte_offset", of: "offset", kind: rows.Integer},
		{name: "file", kind: rows.Text},
		{name: "cpu", kind: rows.Integer},
		{name: "from_frame", kind: rows.Integer},
		{name: "to_frame", kind: rows.Integer},
		{name: "lost", kind: rows.Integer},
		{name: "text", of: "said", kind: rows.Text, doc: "What is odd, in words."},
	})
})
