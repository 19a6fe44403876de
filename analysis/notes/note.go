package notes

import (
	"github.com/cnwire/cnwire/analysis/rows"
)

type (
	cell   = rows.Cell
	column = rows.Column
)

// Note is one thing that is odd.
type Note struct {
	Severity Severity
	Group    string // in Wireshark's words: malformed, sequence, protocol …
	Rule     string // R5: a rule of SPEC.md; a short name where there is none
	Name     string // of the kind
	// Frame is the number of the frame, nil for a note on the capture.
	Frame *uint64
	// Offset is where it is: in the frame, or for a note with a File in the
	// uncompressed capture file. nil where there is no one place.
	Offset *int64
	Host   string // whose frame it is; "" for a note on captures, and where nobody asked
	Text   string
	File   string // for notes on a capture file
	At     int64  // when the frame was captured, in nanoseconds since 1970, or genealogy.NoTime

	*Loss // for losses
}

// Loss is where numbers are missing.
type Loss struct {
	CPU       uint32
	FromFrame uint64 // the last one that was there
	ToFrame   uint64 // the next one
	Lost      uint64 // at least
}

// Columns are the columns of a list of notes. Objects have no key for what only
// notes on losses or on files have.
var Columns = rows.Define("note", []string{
	"severity", "group", "rule", "name", "frame", "offset", "said", "file", "cpu", "from_frame", "to_frame", "lost", "host",
}, []rows.Field[Note]{
	{Column: column{Name: "severity", Title: "Severity", Type: rows.Text, Doc: "error, warn, note or chat."},
		Set: func(c *cell, n *Note) { c.SetText(n.Severity.String()) }},
	{Column: column{Name: "group", Title: "Group", Type: rows.Text, Doc: "malformed, sequence, protocol: the words of tshark -z expert."},
		Set: func(c *cell, n *Note) { c.SetText(n.Group) }},
	{Column: column{Name: "rule", Title: "Rule", Type: rows.Text, Doc: "The rule of SPEC.md, or a short name where there is none."},
		Set: func(c *cell, n *Note) { c.SetText(n.Rule) }},
	{Column: column{Name: "name", Type: rows.Text, Doc: "Name of the kind."},
		Set: func(c *cell, n *Note) { c.SetText(n.Name) }},
	rows.HostField(func(n *Note) string { return n.Host }),
	{Column: column{Name: "frame", Title: "Frame", Right: true, Frame: true, Type: rows.Unsigned, Doc: "Number of the frame; none for a note on the capture."},
		Set: func(c *cell, n *Note) {
			if n.Frame != nil {
				c.SetUint(*n.Frame)
			}
		}},
	{Column: column{Name: "offset", Title: "Byte", Right: true, Type: rows.Integer, Doc: "Where it is: in the frame, or for a note on a file in that, uncompressed."},
		Set: func(c *cell, n *Note) {
			if n.Offset != nil {
				c.SetInt(*n.Offset)
			}
		}},
	{Column: column{Name: "file", Type: rows.Text, Doc: "The capture file that it is about."},
		Set: func(c *cell, n *Note) {
			c.Kind = rows.Absent
			if n.File != "" {
				c.SetText(n.File)
			}
		}},
	{Column: column{Name: "cpu", Type: rows.Unsigned, Doc: "Of a loss: the processor."},
		Set: ofLoss(func(l *Loss) uint64 { return uint64(l.CPU) })},
	{Column: column{Name: "from_frame", Frame: true, Type: rows.Unsigned, Doc: "Of a loss: the last frame that was there."},
		Set: ofLoss(func(l *Loss) uint64 { return l.FromFrame })},
	{Column: column{Name: "to_frame", Frame: true, Type: rows.Unsigned, Doc: "Of a loss: the next frame."},
		Set: ofLoss(func(l *Loss) uint64 { return l.ToFrame })},
	{Column: column{Name: "lost", Type: rows.Unsigned, Doc: "Messages that are missing, at least."},
		Set: ofLoss(func(l *Loss) uint64 { return l.Lost })},
	{Column: column{Name: "text", Title: "Text", Type: rows.Text, Doc: "What is odd, behind the name of the file that it is about."},
		Set: func(c *cell, n *Note) { c.Keep(n.AppendText(c.Room())) }},
	{Column: column{Name: "said", Key: "text", Hidden: true, Type: rows.Text, Doc: "The same without the file: text in JSON."},
		Set: func(c *cell, n *Note) { c.SetText(n.Text) }},
})

// ofLoss sets a number of a note on a loss.
func ofLoss(of func(*Loss) uint64) func(*cell, *Note) {
	return func(c *cell, n *Note) {
		c.Kind = rows.Absent
		if n.Loss != nil {
			c.SetUint(of(n.Loss))
		}
	}
}

// AppendText appends the text, behind the name of the file that it is about.
func (n *Note) AppendText(dst []byte) []byte {
	if n.File != "" {
		dst = append(append(dst, n.File...), ": "...)
	}
	return append(dst, n.Text...)
}
