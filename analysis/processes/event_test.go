package processes_test

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// cut returns a capture whose frame with a number was cut behind so many bytes.
func cut(t *testing.T, name string, frame, size int) []byte {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	at := 24
	for range frame - 1 {
		at += 16 + int(binary.LittleEndian.Uint32(b[at+8:]))
	}
	whole := int(binary.LittleEndian.Uint32(b[at+8:]))
	c := append(bytes.Clone(b[:at+16+size]), b[at+16+whole:]...)
	binary.LittleEndian.PutUint32(c[at+8:], uint32(size))
	return c
}

// An event that was not captured whole is one that was lost.
func TestCutEvent(t *testing.T) {
	const name = "captures/amd64-6.18.44-socket.pcap"
	whole := table(t, cut(t, name, 3, 92))
	if p := whole[0]; p.PID != 12360 || p.End.Frame != 3 || p.Partial != 0 {
		t.Fatalf("%+v", p)
	}
	for _, size := range []int{52, 60, 72, 80, 83} { // up to exit_signal
		p := table(t, cut(t, name, 3, size))[0]
		if p.PID != 12360 || p.End.Seen() || p.Partial != processes.NoEnd|processes.NoEvents {
			t.Errorf("cut at %d: %s", size, brief(p))
		}
	}
}

// What a cut event loses is of those that lived then: who had ended before has
// all its events.
func TestCutEventOfOthers(t *testing.T) {
	const name, frame = "captures/amd64-6.18.44-socket.pcap", 100
	before, behind := 0, 0
	for _, p := range table(t, cut(t, name, frame, 72)) {
		switch lossy := p.Partial&processes.NoEvents != 0; {
		case p.End.Seen() && p.End.Frame < frame-1:
			if before++; lossy {
				t.Errorf("%s ended before and misses events", brief(p))
			}
		case p.First.Frame < frame && p.End.Frame > frame:
			if behind++; !lossy {
				t.Errorf("%s lived then and misses nothing", brief(p))
			}
		}
	}
	if before == 0 || behind == 0 {
		t.Errorf("%d ended before, %d behind", before, behind)
	}
}

// An event costs nothing but the life that it may begin.
func TestNoAllocation(t *testing.T) {
	capture, err := fs.ReadFile(corpus.FS(), "captures/amd64-6.18.44-socket.pcap")
	if err != nil {
		t.Fatal(err)
	}
	r, err := pcap.NewReader(bytes.NewReader(capture))
	if err != nil {
		t.Fatal(err)
	}
	table := processes.Table{Each: func(*processes.Process) error { return nil }}
	var frames analysis.Frames
	frames.Open(r)
	for {
		f, err := frames.Next()
		if err != nil {
			break
		}
		if err := table.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	events := []*processes.Event{
		parse(t, "exec 1"), parse(t, "uid 1 1 2 3"), parse(t, "comm 1 1 x"), parse(t, "sid 1"), parse(t, "ptrace 1 2"), parse(t, "coredump 1 1 0"),
	}
	frame := uint64(1e10) // later than the capture
	if n := testing.AllocsPerRun(1000, func() {
		for _, e := range events {
			frame++
			e.Moment, e.CPU = at(frame), 9
			table.Event(e)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
