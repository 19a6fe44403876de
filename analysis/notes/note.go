package notes

import (
	"strconv"

	"github.com/cnwire/cnwire/analysis"
)

// Note is one thing that is odd.
type Note struct {
	Severity Severity `json:"severity"`
	Group    string   `json:"group"` // in Wireshark's words: malformed, sequence, protocol …
	Rule     string   `json:"rule"`  // R5: a rule of SPEC.md; a short name where there is none
	Name     string   `json:"name"`  // of the kind
	// Frame is the number of the frame, nil for a note on the capture.
	Frame *uint64 `json:"frame"`
	// Offset is where it is: in the frame, or for a note with a File in the
	// uncompressed capture file. nil where there is no one place.
	Offset *int64 `json:"offset"`
	Text   string `json:"text"`
	File   string `json:"file,omitempty"` // for notes on a capture file

	*Loss // for losses
}

// Loss is where numbers are missing.
type Loss struct {
	CPU       uint32 `json:"cpu"`
	FromFrame uint64 `json:"from_frame"` // the last one that was there
	ToFrame   uint64 `json:"to_frame"`   // the next one
	Lost      uint64 `json:"lost"`       // at least
}

// AppendFrame appends the number of the frame, or nothing.
func (n *Note) AppendFrame(dst []byte) []byte {
	if n.Frame == nil {
		return dst
	}
	return strconv.AppendUint(dst, *n.Frame, 10)
}

// AppendOffset appends the place, or nothing.
func (n *Note) AppendOffset(dst []byte) []byte {
	if n.Offset == nil {
		return dst
	}
	return strconv.AppendInt(dst, *n.Offset, 10)
}

// AppendText appends the text, behind the name of the file that it is about.
func (n *Note) AppendText(dst []byte) []byte {
	if n.File != "" {
		dst = append(n.AppendFile(dst), ": "...)
	}
	m := len(dst)
	return analysis.Escape(append(dst, n.Text...), m)
}

// AppendFile appends the name of the file, if any, so that no terminal obeys it.
func (n *Note) AppendFile(dst []byte) []byte {
	return analysis.Escape(append(dst, n.File...), len(dst))
}
