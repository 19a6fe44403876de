package pcap

import (
	"bytes"
	"testing"
)

func TestNoteText(t *testing.T) {
	check(t, "of a frame", "frame 3 at byte 99: odd", Note{99, 3, "odd", false}.String())
	check(t, "of something else", "byte 99: odd", Note{99, 0, "odd", false}.String())
	check(t, "of the file", "odd", Note{0, 0, "odd", false}.String())
}

// The first notes are kept, all are counted.
func TestNotesAreBounded(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	for range 5 * MaxNotes {
		f.epb(0, 0, 1, "more")
	}
	_, r := whole(t, f.b)
	odd, harmless := r.NoteCount()
	check(t, "count", []uint64{5 * MaxNotes, 0}, []uint64{odd, harmless})
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
		{4, 9, rec{frac: 1000000, length: 9, data: []byte("1")}, []Note{{24, 1, "1000000 in units of 10^-6 seconds is over a second", false}}},
		{4, 9, rec{length: 2, data: []byte("four")}, []Note{{24, 1, "captured length 4, the packet had 2", false}}},
		{3, 9, three[0], []Note{{0, 0, "version 2.3", true}}},
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
	check(t, "notes", []Note{{40, 2, "1000000000 in units of 10^-9 seconds is over a second", false}}, r.Notes())
}

// TestHarmlessNotes: fields of headers that say what they should not, with all
// of what was captured there, are harmless, and however many of them there are,
// they do not push out what is odd. What may mean that something is missing is
// odd: a section that ends before it says so.
func TestHarmlessNotes(t *testing.T) {
	for _, c := range []struct {
		name     string
		length   int64 // of the section
		minor    byte
		reserved uint16
		harmless bool
	}{
		{"section length 0, as scapy leaves it", 0, 0, 0, true},
		{"section length too small", 4, 0, 0, true},
		{"section length -2", -2, 0, 0, true},
		{"section length too large", 1 << 20, 0, 0, false},
		{"minor version", -1, 7, 0, true},
		{"reserved bits of an interface", -1, 0, 1, true},
	} {
		f := newNg(false).shbLength(c.length)
		f.b[14] = c.minor
		f.block(1, uint16(253), c.reserved, uint32(0)).epb(0, 0, 1, "a")
		packets, r := whole(t, f.b)
		check(t, c.name, 1, len(packets))
		if notes := r.Notes(); len(notes) != 1 || notes[0].Harmless != c.harmless {
			t.Errorf("%s: %+v", c.name, notes)
		}
	}
	f := newNg(false)
	for range 2 * MaxNotes {
		f.shbLength(0).idb(253, 0).epb(0, 0, 1, "a")
	}
	f.epb(0, 0, 1, "more")
	_, r := whole(t, f.b)
	odd, harmless := r.NoteCount()
	check(t, "counts", []uint64{1, 2 * MaxNotes}, []uint64{odd, harmless})
	check(t, "kept", MaxNotes+1, len(r.Notes()))
	check(t, "the last", false, r.Notes()[MaxNotes].Harmless)
}
