package notes_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLossOfTheSlowListener: in the loss scenarios one listener has room for a
// few messages, and another for all. What is said to be lost of the slow one is
// what the other, and the tap where there is one, has between the slow one's
// first and last of each CPU.
func TestLossOfTheSlowListener(t *testing.T) {
	slow := must(filepath.Glob("../../testdata/corpus/captures/*/loss.slow.pcap"))(t)
	if len(slow) == 0 {
		t.Fatal("no loss scenario in the corpus")
	}
	for _, path := range slow {
		for _, other := range []string{"loss.a.pcap", "loss.nlmon.pcap"} {
			other = filepath.Join(filepath.Dir(path), other)
			file, err := os.ReadFile(other)
			if os.IsNotExist(err) {
				continue // no tap
			}
			whole := must(cutRecords(must(file, err)(t), strings.Contains(path, "s390x")))(t)
			if list, _ := check(t, whole.file(nil), 0, 0); lostIn(list) > 0 {
				t.Errorf("%s has losses itself", other)
			}
			part := must(cutRecords(must(os.ReadFile(path))(t), whole.big))(t)
			last := map[uint32]uint32{} // the other socket may have been closed earlier
			for _, e := range whole.events {
				last[e.cpu] = max(last[e.cpu], e.seq)
			}
			short := part.file(func(e numbered) bool { return e.seq <= last[e.cpu] })
			left, missing := map[numbered]bool{}, map[numbered]bool{}
			for _, e := range must(cutRecords(short, whole.big))(t).events {
				left[e] = true
			}
			for _, e := range whole.events {
				if !left[e] {
					missing[e] = true
				}
			}
			list, _ := check(t, short, 0, 0)
			if want := between(left, missing); want == 0 || lostIn(list) != want {
				t.Errorf("%s: lost %d, and %s has %d more", path, lostIn(list), other, want)
			}
		}
	}
}

// tapeOf is a capture cut into records, read without any of our code.
type tapeOf struct {
	big     bool
	head    []byte
	records [][]byte
	numbers []*numbered // of each record, nil for none
	events  []numbered
}

// cutRecords cuts a capture of link type 253, whose messages are of either
// byte order.
func cutRecords(b []byte, big bool) (*tapeOf, error) {
	r := &tapeOf{big: big, head: b[:24]}
	u32, length := le.Uint32, le.Uint32
	if big {
		u32 = be.Uint32
	}
	if b[0] == 0xa1 {
		length = binary.BigEndian.Uint32
	}
	for off := 24; off < len(b); {
		n := 16 + int(length(b[off+8:]))
		if off+n > len(b) {
			return nil, os.ErrInvalid
		}
		f := b[off+16 : off+n]
		var e *numbered
		if len(f) == atEnd && u32(f[atCn:]) == 1 && u32(f[atCn+4:]) == 1 && u32(f[atPort:]) == 0 {
			e = &numbered{u32(f[atCPU:]), u32(f[atCnSeq:])}
			r.events = append(r.events, *e)
		}
		r.records, r.numbers = append(r.records, b[off:off+n]), append(r.numbers, e)
		off += n
	}
	return r, nil
}

// file joins the records again, without the events that keep refuses.
func (r *tapeOf) file(keep func(numbered) bool) []byte {
	b := append([]byte(nil), r.head...)
	for i, rec := range r.records {
		if e := r.numbers[i]; e == nil || keep == nil || keep(*e) {
			b = append(b, rec...)
		}
	}
	return b
}
