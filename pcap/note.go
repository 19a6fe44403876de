package pcap

import "fmt"

// MaxNotes is how many notes of either sort a Reader keeps, odd and harmless.
// Of those that follow it keeps only the number.
const MaxNotes = 100

// Note is about something that should not be so and could be read all the same.
// It is odd if something was read around, left out or told in one of several
// ways; harmless if a field of a header says what it should not, and all of
// what was captured is there.
type Note struct {
	Offset   int64  // where the block or the record starts
	Frame    uint64 // number of the frame, from 1; 0 if it is about something else
	Text     string
	Harmless bool
}

// String has the form of an Error without the class.
func (n Note) String() string { return place(n.Frame, n.Offset) + n.Text }

// Notes are those on what was read so far, at most MaxNotes of either sort.
func (r *Reader) Notes() []Note { return r.notes }

// NoteCount is how many notes there were, also beyond MaxNotes.
func (r *Reader) NoteCount() (odd, harmless uint64) { return r.odd, r.harmless }

// note is about something odd in the block at r.offset.
func (r *Reader) note(frame uint64, format string, args ...any) {
	r.keep(&r.odd, Note{Frame: frame}, format, args)
}

// noteHeader is about a harmless field of the header at r.offset.
func (r *Reader) noteHeader(format string, args ...any) {
	r.keep(&r.harmless, Note{Harmless: true}, format, args)
}

func (r *Reader) keep(count *uint64, n Note, format string, args []any) {
	if *count++; *count <= MaxNotes {
		n.Offset, n.Text = r.offset, fmt.Sprintf(format, args...)
		r.notes = append(r.notes, n)
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
