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

// capture is a classic pcap taken apart by hand: the exam does not lean on the
// package that it examines.
type capture struct {
	header  []byte // the 24 bytes of the file header
	order   binary.ByteOrder
	link    uint32
	records [][]byte // 16 bytes of record header and the frame
}

func takeApart(b []byte) (*capture, error) {
	if len(b) < 24 {
		return nil, fmt.Errorf("%d bytes are no file header", len(b))
	}
	c := &capture{header: b[:24], order: binary.LittleEndian}
	if b[0] == 0xa1 {
		c.order = binary.BigEndian
	}
	if magic := c.order.Uint32(b); magic != 0xa1b2c3d4 && magic != 0xa1b23c4d {
		return nil, fmt.Errorf("magic %#x is none of classic pcap", magic)
	}
	c.link = c.order.Uint32(b[20:])
	for b = b[24:]; len(b) > 0; {
		if len(b) < 16 {
			return nil, fmt.Errorf("record %d: cut in its header", len(c.records)+1)
		}
		size := int64(16) + int64(c.order.Uint32(b[8:]))
		if size > int64(len(b)) {
			return nil, fmt.Errorf("record %d: cut in its frame", len(c.records)+1)
		}
		c.records = append(c.records, b[:size])
		b = b[size:]
	}
	return c, nil
}

func entries(t *testing.T) []Entry {
	t.Helper()
	list, err := Manifest()
	if err != nil {
		t.Fatal(err)
	}
	scenarios, err := Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	return append(list, scenarios...)
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestEveryFileHasARecord looks at the directory, not at what was embedded: a
// capture that //go:embed does not match must not hide.
func TestEveryFileHasARecord(t *testing.T) {
	var named, present []string
	for _, e := range entries(t) {
		named = append(named, e.File)
		if e.Log != "" {
			named = append(named, e.Log)
		}
	}
	slices.Sort(named)
	named = slices.Compact(named) // the captures of one scenario share a log
	for _, name := range named {
		if !strings.HasSuffix(name, ".pcap") && !strings.HasSuffix(name, ".log.jsonl") {
			t.Errorf("%s is neither a capture nor a log", name)
		}
	}
	err := fs.WalkDir(os.DirFS("."), "captures", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			present = append(present, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(present)
	if !slices.Equal(named, present) {
		t.Errorf("MANIFEST names\n\t%q,\nthe directory has\n\t%q", named, present)
	}
}

func TestRecords(t *testing.T) {
	for _, e := range entries(t) {
		t.Run(e.File, func(t *testing.T) {
			b := read(t, e.File)
			if sum := fmt.Sprintf("%x", sha256.Sum256(b)); sum != e.SHA256 {
				t.Errorf("sha256 is %s, MANIFEST says %s", sum, e.SHA256)
			}
			if e.Licence != "CC0-1.0" {
				t.Errorf("licence is %s: only CC0-1.0 may enter", e.Licence)
			}
			c, err := takeApart(b)
			if err != nil {
				t.Fatal(err)
			}
			if c.link != 253 {
				t.Errorf("link type is %d, want 253 (LINKTYPE_NETLINK)", c.link)
			}
			if len(c.records) != e.Frames || e.Frames == 0 {
				t.Fatalf("%d frames, MANIFEST says %d", len(c.records), e.Frames)
			}
			first := c.records[0]
			if day := time.Unix(int64(c.order.Uint32(first)), 0).UTC().Format(time.DateOnly); day != e.Date {
				t.Errorf("the first frame is of %s, MANIFEST says %s", day, e.Date)
			}
			orders := map[string]int{}
			for _, r := range c.records {
				orders[orderOf(r[16+16:])]++
			}
			if other := map[string]string{"little": "big", "big": "little"}[e.ByteOrder]; orders[e.ByteOrder] == 0 || orders[other] > 0 {
				t.Errorf("the messages are %v-endian, MANIFEST says %s", orders, e.ByteOrder)
			}
		})
	}
}

// orderOf says in which byte order nlmsg_len, the first field of a message, is
// the length of all of it, padding aside.
func orderOf(message []byte) string {
	if len(message) < 16 {
		return "neither"
	}
	fits := func(length uint32) bool {
		return int64(length)+3 >= int64(len(message)) && int64(length) <= int64(len(message))
	}
	switch {
	case fits(binary.LittleEndian.Uint32(message)):
		return "little"
	case fits(binary.BigEndian.Uint32(message)):
		return "big"
	}
	return "neither"
}

// TestCuts holds each cut against its parent: the parent's file header, then the
// named records, byte for byte and nothing else.
func TestCuts(t *testing.T) {
	var cuts int
	for _, e := range entries(t) {
		if e.Source != "cut" {
			continue
		}
		cuts++
		parent, err := takeApart(read(t, e.From))
		if err != nil {
			t.Fatalf("%s: %v", e.From, err)
		}
		want := bytes.Clone(parent.header)
		for _, n := range e.Cut {
			if n > len(parent.records) {
				t.Fatalf("%s: %s has no frame %d", e.File, e.From, n)
			}
			want = append(want, parent.records[n-1]...)
		}
		if !bytes.Equal(read(t, e.File), want) {
			t.Errorf("%s is not made of frames %d of %s", e.File, e.Cut, e.From)
		}
	}
	if cuts == 0 {
		t.Error("no cut was looked at: the demo is one")
	}
}

// TestDemo holds what Demo returns against the record of its name.
func TestDemo(t *testing.T) {
	for _, e := range entries(t) {
		if strings.HasPrefix(e.File, "captures/demo-") && bytes.Equal(Demo(), read(t, e.File)) {
			return
		}
	}
	t.Error("Demo returns bytes that no record of a demo names")
}
