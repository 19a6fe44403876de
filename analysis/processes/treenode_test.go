package processes

import (
	"bytes"
	"runtime"
	"testing"
)

// A process that ended takes at most 100 bytes of a tree, of which its line has 24 here.
func TestTreeMemory(t *testing.T) {
	const many, most = 200_000, 100
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	var tree Tree
	before := inUse()
	for i := range uint64(many) {
		p := Process{Number: i + 1, Key: i + 1, Parent: i / 2, PID: int32(i + 1), PPID: int32(i / 2), State: Ended, Threads: 1}
		if err := tree.Add(&p); err != nil {
			t.Fatal(err)
		}
	}
	took := int64(inUse()) - int64(before)
	if each := took / many; each > most {
		t.Errorf("%d bytes each", each)
	}
	if len(tree.order) != many {
		t.Errorf("%d processes", len(tree.order))
	}
}

// Lines come back whatever their length, each in one piece.
func TestLines(t *testing.T) {
	var l lines
	var at []uint64
	text := bytes.Repeat([]byte("0123456789"), textPiece/8)
	lengths := []int{0, 1, 127, 128, 5000, 30_000, 40_000, textPiece - 6, textPiece, len(text), 3}
	for _, n := range lengths {
		at = append(at, l.add(text[:n]))
	}
	for i, n := range lengths {
		if got := l.of(at[i]); !bytes.Equal(got, text[:n]) {
			t.Errorf("%d bytes come back as %d", n, len(got))
		}
	}
	if got := l.of(0); len(got) > 0 {
		t.Errorf("no line is %q", got)
	}
}
