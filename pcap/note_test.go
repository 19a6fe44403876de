package pcap

import (
	"bytes"
	"testing"
)

func TestNoteText(t *testing.T) {
	check(t, "of a frame", "frame 3 at byte 99: odd", Note{99, 3, "odd"}.String())
	check(t, "of something else", "byte 99: odd", Note{99, 0, "odd"}.String())
	check(t, "of the file", "odd", Note{0, 0, "odd"}.String())
}

// The first notes are kept, all are counted.
func TestNotesAreBounded(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	for range 5 * MaxNotes {
		f.epb(0, 0, 1, "more")
	}
	_, r := whole(t, f.b)
	check(t, "count", uint64(5*MaxNotes), r.NoteCount())
	check(t, "kept", MaxNotes, len(r.Notes()))
	check(t, "last kept", uint64(MaxNotes), r.Notes()[MaxNotes-1].Frame)
}

// TestClassicNotes: odd records and old versions are noted, and snap lengths
// of any kind are not.
func TestClassicNotes(t *testing.T) {
	for _, c := range []struct {
		minor uint16
		snap  uint32
		rec   rec
		notes []Note
	}{
		{4, 0, three[0], nil},
		{4, 0xffffffff, three[0], nil},
		{4, 1, three[0], nil},
		{4, 9, rec{frac: 999999, length: 9, data: []byte("1")}, nil},
		{4, 9, rec{frac: 1000000, length: 9, data: []byte("1")}, []Note{{24, 1, "1000000 in units of 10^-6 seconds is over a second"}}},
		{4, 9, rec{length: 2, data: []byte("four")}, []Note{{24, 1, "captured length 4, the packet had 2"}}},
		{3, 9, three[0], []Note{{0, 0, "version 2.3"}}},
	} {
		f := little
		f.minor, f.snaplen = c.minor, c.snap
		b, _ := f.lay(c.rec)
		r, err := NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		packets, _ := readAll(r)
		check(t, "packets", 1, len(packets))
		check(t, "notes", c.notes, r.Notes())
	}
	nano := little
	nano.magic = 0xa1b23c4d
	b, _ := nano.lay(rec{frac: 999999999, length: 9}, rec{frac: 1000000000, length: 9})
	r, _ := NewReader(bytes.NewReader(b))
	readAll(r)
	check(t, "notes", []Note{{40, 2, "1000000000 in units of 10^-9 seconds is over a second"}}, r.Notes())
}
