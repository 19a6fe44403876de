package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// packet is what an enhanced packet block has, and its comments.
type packet struct {
	when     time.Time
	frame    []byte
	flags    uint32
	comments []string
}

// takeApartNG takes a pcapng apart by hand, of one section and one interface with
// nanoseconds, whose link type it returns.
func takeApartNG(b []byte) (link uint16, list []packet, err error) {
	const sectionHeader, interfaceBlock, enhancedPacket, magic = 0x0a0d0d0a, 1, 6, 0x1a2b3c4d
	if len(b) < 28 {
		return 0, nil, fmt.Errorf("%d bytes are no section header", len(b))
	}
	o := binary.ByteOrder(binary.LittleEndian)
	if o.Uint32(b[8:]) != magic {
		o = binary.BigEndian
	}
	if o.Uint32(b) != sectionHeader || o.Uint32(b[8:]) != magic {
		return 0, nil, fmt.Errorf("%x is no section header", b[:12])
	}
	for at := 0; at < len(b); {
		size := 0
		if len(b)-at >= 12 {
			size = int(o.Uint32(b[at+4:]))
		}
		if size < 12 || size%4 != 0 || size > len(b)-at || o.Uint32(b[at+size-4:]) != uint32(size) {
			return 0, nil, fmt.Errorf("the block at %d has the size %d", at, size)
		}
		body := b[at+8 : at+size-4]
		switch o.Uint32(b[at:]) {
		case interfaceBlock:
			link = o.Uint16(body)
		case enhancedPacket:
			n := int(o.Uint32(body[12:]))
			p := packet{when: time.Unix(0, int64(o.Uint32(body[4:]))<<32|int64(o.Uint32(body[8:]))), frame: body[20 : 20+n]}
			if int(o.Uint32(body[16:])) != n {
				return 0, nil, fmt.Errorf("packet %d is cut", len(list)+1)
			}
			for rest := body[20+(n+3)&^3:]; len(rest) >= 4 && o.Uint16(rest) != 0; {
				length := int(o.Uint16(rest[2:]))
				switch value := rest[4 : 4+length]; o.Uint16(rest) {
				case 1:
					p.comments = append(p.comments, string(value))
				case 2:
					p.flags = o.Uint32(value)
				}
				rest = rest[4+(length+3)&^3:]
			}
			list = append(list, p)
		}
		at += size
	}
	return link, list, nil
}

// TestTaps holds what stands in taps/ against the manifest: every file, its sum, its
// frames and its day; the header, the direction and the lines of each frame.
func TestTaps(t *testing.T) {
	list, err := Taps()
	if err != nil {
		t.Fatal(err)
	}
	var named, present []string
	for _, e := range list {
		named = append(named, e.File, e.Log)
		b, err := os.ReadFile(e.File)
		if err != nil {
			t.Fatal(err)
		}
		if sum := fmt.Sprintf("%x", sha256.Sum256(b)); sum != e.SHA256 || e.Licence != "CC0-1.0" || !strings.Contains(e.Kernel, "as shipped") {
			t.Errorf("%s: sha256 is %s, MANIFEST says %s; licence %s; kernel %s", e.File, sum, e.SHA256, e.Licence, e.Kernel)
		}
		if e.Source == "socket" {
			if c, err := takeApart(b); err != nil || len(c.records) != e.Frames {
				t.Errorf("%s: %v", e.File, err)
			}
			continue
		}
		link, packets, err := takeApartNG(b)
		if err != nil || link != 253 || len(packets) != e.Frames || e.Frames == 0 {
			t.Errorf("%s: link type %d, %d packets, %v", e.File, link, len(packets), err)
			continue
		}
		if day := packets[0].when.UTC().Format(time.DateOnly); day != e.Date {
			t.Errorf("%s: the first frame is of %s, MANIFEST says %s", e.File, day, e.Date)
		}
		told := false // what became of what the kernel sent
		for i, p := range packets {
			examineTapped(t, &e, i+1, &p)
			told = told || slices.ContainsFunc(p.comments, func(c string) bool { return strings.Contains(c, " result=") })
		}
		if says := strings.Contains(strings.Join(e.Proves, "\n"), "whether anybody received"); says != told && e.Source == "tap" {
			t.Errorf("%s says what became of messages: %v, MANIFEST says it does: %v", e.File, told, says)
		}
	}
	err = fs.WalkDir(os.DirFS("."), "taps", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			present = append(present, path)
		}
		return err
	})
	slices.Sort(named)
	slices.Sort(present)
	if named = slices.Compact(named); err != nil || len(present) == 0 || !slices.Equal(named, present) {
		t.Errorf("MANIFEST names\n\t%q,\nthe directory has\n\t%q, %v", named, present, err)
	}
}

// examineTapped: the cooked header is nlmon's, the direction stands in the flags, and a
// line says who sent a request, or where a message of the kernel's went.
func examineTapped(t *testing.T, e *Entry, number int, p *packet) {
	t.Helper()
	kinds := map[uint32]string{1: "\x00\x06", 2: "\x00\x07"}
	if e.Source == "nlmon" {
		kinds = map[uint32]string{1: "\x00\x04", 2: "\x00\x04"}
	}
	lines := map[uint32]string{1: "cnwire:1 delivery ", 2: "cnwire:1 sender port="}
	const rest = "\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b"
	if !bytes.HasPrefix(p.frame, []byte(kinds[p.flags]+rest)) || kinds[p.flags] == "" {
		t.Errorf("%s: packet %d has flags %d and begins with %x", e.File, number, p.flags, p.frame[:min(16, len(p.frame))])
	}
	if !slices.ContainsFunc(p.comments, func(c string) bool { return strings.HasPrefix(c, lines[p.flags]) }) {
		t.Errorf("%s: packet %d with flags %d says %q", e.File, number, p.flags, p.comments)
	}
	if order := orderOf(p.frame[16:]); order != e.ByteOrder && order != "neither" {
		t.Errorf("%s: packet %d is %s-endian", e.File, number, order)
	}
}
