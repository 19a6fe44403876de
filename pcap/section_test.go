package pcap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestSections reads sections of either order in one file, each with
// interfaces of its own.
func TestSections(t *testing.T) {
	f := newNg(false).shb(opt{3, []any{"Linux"}}, endOfOptions).idb(253, 0).epb(0, atMicro, 1, "a")
	g := newNg(true).shb(opt{2, []any{"s390x"}}).idb(113, 0, opt{9, []any{uint8(9)}}).idb(276, 0).epb(1, atMicro, 1, "b").epb(0, atMicro*1000, 1, "c")
	packets, r := whole(t, append(f.b, g.b...))
	check(t, "packets", []string{"a", "b", "c"}, texts(packets))
	want := []Interface{{LinkType: 253, Section: 1}, {LinkType: 276, Section: 2, ID: 1, BigEndian: true}, {LinkType: 113, Section: 2, BigEndian: true}}
	for i, p := range packets {
		got := Interface{LinkType: p.Interface.LinkType, Section: p.Interface.Section, ID: p.Interface.ID, BigEndian: p.Interface.BigEndian}
		check(t, "interface", want[i], got)
		check(t, "time", atTime, p.Time)
	}
	check(t, "interfaces", 3, len(r.Interfaces()))
	check(t, "sections", []*Section{
		{Number: 1, OS: "Linux", Options: Options{Raw: f.b[24 : f.starts[1]-4]}},
		{Number: 2, Offset: f.end(), BigEndian: true, Hardware: "s390x", Options: Options{g.b[24 : g.starts[1]-4], true}},
	}, r.Sections())
}

func TestNotPcapng(t *testing.T) {
	f := newNg(false).shb()
	with := func(at int, b ...byte) string { return string(f.b[:at]) + string(b) + string(f.b[at+len(b):]) }
	for _, c := range []struct {
		input string
		class error
		says  string
	}{
		{string(f.b[:3]), ErrTruncated, "pcap: file header cut short: need 24 bytes, have 3"},
		{string(f.b[:4]), ErrTruncated, "pcap: section header block cut short: need 28 bytes, have 4"},
		{string(f.b[:27]), ErrTruncated, "pcap: section header block cut short: need 28 bytes, have 27"},
		{with(8, 1), ErrFormat, "pcap: not a readable capture file: byte-order magic 01 3c 2b 1a"},
		{with(12, 2), ErrFormat, "pcap: not a readable capture file: pcapng version 2.0, not 1.0"},
	} {
		_, err := NewReader(strings.NewReader(c.input))
		if !errors.Is(err, c.class) || err.Error() != c.says {
			t.Errorf("%q:\ngot  %v\nwant %s", c.input, err, c.says)
		}
	}
}

// The minor version changes nothing; one that is not known is noted.
func TestMinorVersion(t *testing.T) {
	for minor, notes := range map[byte]int{0: 0, 1: 1, 2: 0, 3: 1} {
		f := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a")
		f.b[14] = minor
		packets, r := whole(t, f.b)
		check(t, "packets", 1, len(packets))
		check(t, "minor", uint16(minor), r.Sections()[0].Minor)
		check(t, "notes", notes, len(r.Notes()))
	}
}

// TestSectionLength: what a section says of its length is checked, and is
// never needed.
func TestSectionLength(t *testing.T) {
	for _, c := range []struct {
		wrong int64 // added to the true length
		is    int64 // instead
		says  string
	}{
		{0, 0, ""},
		{0, -1, ""},
		{0, -2, "byte 0: section 1 has a length of -2"},
		{-4, 0, "byte 92: section 1 says that it has 96 bytes, and goes on"},
		{-72, 0, "byte 48: section 1 says that it has 28 bytes, and goes on"},
		{4, 0, "byte 128: section 1 says that it has 104 bytes, and ends after 100"},
		{1 << 40, 0, "byte 128: section 1 says that it has 1099511627876 bytes, and ends after 100"},
		{0, 1<<63 - 1, "byte 128: section 1 says that it has 9223372036854775807 bytes, and ends after 100"},
	} {
		for _, more := range []bool{false, true} {
			f := newNg(false)
			length := 20 + 12 + 32 + 36 + c.wrong
			if c.is != 0 {
				length = c.is
			}
			f.shbLength(length).idb(253, 0).block(99).epb(0, 0, 0, "").epb(0, 0, 4, "a...")
			b := f.b
			if more {
				b = append(b, newNg(true).shb().idb(253, 0).epb(0, 0, 1, "b").b...)
			}
			_, r := whole(t, b)
			var says []string
			for _, n := range r.Notes() {
				if n.Offset == 0 {
					says = append(says, "byte 0: "+n.String())
				} else {
					says = append(says, n.String())
				}
			}
			if c.says == "" && len(says) > 0 || c.says != "" && (len(says) != 1 || !strings.HasPrefix(says[0], c.says)) {
				t.Errorf("length %d, then another section %v: %q, not %q", length, more, says, c.says)
			}
		}
	}
}

// TestTables: a file of nothing but descriptions ends before the memory does.
func TestTables(t *testing.T) {
	idb := newNg(false).idb(253, 0, opt{2, []any{strings.Repeat("n", 100)}}).b
	for name, b := range map[string][]byte{
		"interfaces": idb,
		"sections":   newNg(false).shb().b,
		"damaged":    newNg(false).block(1).b,
	} {
		// As much as a file of 200 MB, without its bytes.
		in := io.MultiReader(bytes.NewReader(newNg(false).shb().b), &repeat{b: b, left: 200 << 20 / len(b)})
		r, err := NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		var p Packet
		var e *Error
		for {
			err = r.Next(&p)
			if !errors.As(err, &e) || e.Resume == 0 {
				break
			}
		}
		if !errors.Is(err, ErrLimit) || e.Offset == 0 || e.Offset > 100<<20 {
			t.Errorf("%s: %v", name, err)
		}
		if name == "damaged" {
			continue
		}
		if n := len(r.Interfaces()) + len(r.Sections()); n < 10000 || n > 60000 {
			t.Errorf("%s: %d were kept", name, n)
		}
		check(t, name, "; descriptions", fmt.Sprint("; ", err.Error()[strings.Index(err.Error(), "descriptions"):])[:14])
	}
}

// repeat is the same bytes many times.
type repeat struct {
	b    []byte
	at   int
	left int
}

func (r *repeat) Read(p []byte) (n int, err error) {
	for n < len(p) && r.left > 0 {
		m := copy(p[n:], r.b[r.at:])
		n += m
		if r.at += m; r.at == len(r.b) {
			r.at = 0
			r.left--
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
