package pcap

import "fmt"

// MaxNotes is how many notes a Reader keeps. Of those that follow it keeps
// only the number.
const MaxNotes = 100

// Note is about something odd that could be read all the same.
type Note struct {
	Offset int64  // where the block or the record starts
	Frame  uint64 // number of the frame, from 1; 0 if it is about something else
	Text   string
}

// String has the form of an Error without the class.
func (n Note) String() string { return place(n.Frame, n.Offset) + n.Text }

// Notes are what was odd in what was read so far, at most MaxNotes of it.
func (r *Reader) Notes() []Note { return r.notes }

// NoteCount is how many notes there were, also beyond MaxNotes.
func (r *Reader) NoteCount() uint64 { return r.noteCount }

// note is about the block at r.offset.
func (r *Reader) note(frame uint64, format string, args ...any) {
	r.noteCount++
	if len(r.notes) < MaxNotes {
		r.notes = append(r.notes, Note{r.offset, frame, fmt.Sprintf(format, args...)})
	}
}

// place begins the text of an Error and of a Note.
func place(frame uint64, offset int64) string {
	switch {
	case frame > 0:
		return fmt.Sprintf("frame %d at byte %d: ", frame, offset)
	case offset > 0:
		return fmt.Sprintf("byte %d: ", offset)
	}
	return ""
}
