package again

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
)

// A capture that is repeated has so many whole records.
func TestRepeat(t *testing.T) {
	from := filepath.Join("..", "..", "testdata", "corpus", "captures", "demo-amd64-6.1.192-nlmon.pcap")
	to := filepath.Join(t.TempDir(), "capture")
	if err := Repeat(to, from, 100); err != nil {
		t.Fatal(err)
	}
	once, _ := os.ReadFile(from)
	got, err := os.ReadFile(to)
	if err != nil || !strings.HasPrefix(string(got), string(once)) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	n := 0
	for rest := got[fileHeader:]; len(rest) > 0; n++ {
		rest = rest[recordHeader+int(rest[lengthAt])+int(rest[lengthAt+1])<<8:]
	}
	if n != 100 {
		t.Errorf("%d records", n)
	}
}

// What comes again is new: as many messages each time, none a copy of the first time,
// their numbers without a gap.
func TestRepeatGoesOn(t *testing.T) {
	from := filepath.Join("..", "..", "testdata", "corpus", "captures", "amd64-6.1.192-nlmon.pcap")
	once, again := filepath.Join(t.TempDir(), "once"), filepath.Join(t.TempDir(), "again")
	const frames = 3221
	if err := errors.Join(Repeat(once, from, frames), Repeat(again, from, 3*frames)); err != nil {
		t.Fatal(err)
	}
	one, _ := messages(t, once)
	three, odd := messages(t, again)
	if one == 0 || three != 3*one {
		t.Errorf("%d messages, want 3 times %d", three, one)
	}
	if odd["acks"]+odd["events-lost"]+odd["counter-restart"]+odd["kernel-seq"] > 0 || odd["copies"] == 0 {
		t.Error(odd)
	}
}

// messages counts the messages of a capture that are no copies, and its notes by name.
func messages(t *testing.T, name string) (n int, odd map[string]int) {
	odd = map[string]int{}
	c := notes.Checker{Emit: func(n *notes.Note) error { odd[n.Name]++; return nil }}
	for f, err := range source.New(source.Options{}, source.Files(name)...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Messages {
			m := &f.Messages[i]
			if m.IsCopy() {
				continue
			}
			n++
			if what, ok := m.What(); ok && m.Port == 0 && what != codec.EventNone && m.Ack != 0 { // an event answers nobody
				odd["acks"]++
			}
		}
		if err := c.Add(f.Frame); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	return n, odd
}
