package loss

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// What is kept of gaps is as much as genealogy.Losses remembers, also where numbers that
// come late close them.
func TestListMemory(t *testing.T) {
	const most = 1 << 16
	l := List{Each: func(*Lost) error { return nil }}
	one := func(frame uint64, seq uint32) {
		m := analysis.Message{Header: genealogy.Header{Ref: genealogy.Ref{Frame: frame}, Idx: codec.CnIdxProc, Val: codec.CnValProc, Seq: seq, Timed: true}}
		m.Verdict.Class = genealogy.Event
		if err := l.Add(&analysis.Frame{Number: frame, Messages: []analysis.Message{m}}); err != nil {
			t.Fatal(err)
		}
	}
	for n := uint64(1); n < 2*most; n += 2 {
		one(n, uint32(2*n))
		one(n+1, uint32(2*n+2))
		if n%8 == 1 {
			one(n+1, uint32(2*n+1)) // late
		}
	}
	if kept := len(*l.opened.Of(nil)); kept > most || kept < most/2 {
		t.Errorf("%d gaps are kept", kept)
	}
	if err := l.End(); err != nil || len(*l.opened.Of(nil)) > 0 {
		t.Errorf("%d gaps are kept behind the end, %v", len(*l.opened.Of(nil)), err)
	}
}
