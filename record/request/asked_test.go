package request_test

import (
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/record/request"
)

// What the kernel makes of a datagram (R4, R7, R42), and what a LISTEN or an IGNORE
// that stands alone does to its count (R43).
func TestAsk(t *testing.T) {
	op := func(n byte, more ...byte) []byte {
		b := make([]byte, 4)
		native.PutUint32(b, uint32(n))
		return append(b, more...)
	}
	proc := func(data []byte) []byte {
		return made(t, octets.Set{"nlmsg_type": 3, "nlmsg_pid": 4}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 5, "ack": 6}, data)
	}
	patched := func(b []byte, at int, to uint32) []byte {
		native.PutUint32(b[at:], to)
		return b
	}
	for n := range 40 {
		if a := request.Ask(proc(op(1))[:n]); a.Whole || a.Counts(true) {
			t.Errorf("cut to %d bytes: %+v", n, a)
		}
	}
	for _, c := range []struct {
		what                        string
		datagram                    []byte
		whole, proc, counts, masked bool // masked: it counts where kernels know masks
		lone                        bool // IGNORE
	}{
		{"LISTEN", proc(op(1)), true, true, true, true, false},
		{"LISTEN with a mask", proc(op(1, 2, 0, 0, 0)), true, true, false, true, false},
		{"IGNORE", proc(op(2)), true, true, false, false, true},
		{"IGNORE with a mask", proc(op(2, 2, 0, 0, 0)), true, true, false, false, true},
		{"an unknown operation", proc(op(99)), true, true, false, false, false},
		{"LISTEN of 5 bytes", proc(op(1, 0)), true, false, false, false, false},
		{"LISTEN of 12 bytes", proc(op(1, make([]byte, 8)...)), true, false, false, false, false},
		{"no data", proc(nil), true, false, false, false, false},
		{"another id", made(t, octets.Set{"nlmsg_type": 3}, octets.Set{"id.idx": 1, "id.val": 2}, op(2)), true, false, false, false, false},
		{"more behind it", append(proc(op(1)), 1, 2, 3), true, true, true, true, false},
		{"nlmsg_len beyond the end", patched(proc(op(1)), 0, 41), false, true, false, false, false},
		{"nlmsg_len without the data, as old kernels take it", patched(proc(op(2)), 0, 36), false, true, false, false, true},
		{"nlmsg_len of 15", patched(proc(op(1)), 0, 15), false, true, false, false, false},
		{"too long", patched(append(proc(op(1)), make([]byte, 17000)...), 0, 16401), false, true, false, false, false},
		{"as long as may be", patched(append(proc(op(1)), make([]byte, 17000)...), 0, 16400), true, true, true, true, false},
		{"a cut operation", proc(op(1))[:39], false, false, false, false, false},
		{"a cut header", proc(op(1))[:35], false, false, false, false, false},
		{"nothing", nil, false, false, false, false, false},
	} {
		a := request.Ask(c.datagram)
		if a.Whole != c.whole || a.Proc != c.proc || a.Counts(false) != c.counts || a.Counts(true) != c.masked {
			t.Errorf("%s: %+v, counts %v, %v", c.what, a, a.Counts(false), a.Counts(true))
		}
		if err := a.Doubt(); (err != nil) != c.lone || err != nil && !errors.As(err, new(*request.Doubt)) {
			t.Errorf("%s: %v", c.what, err)
		}
		if c.proc && (a.ID != codec.CbID{Idx: 1, Val: 1} || a.PID != 4 || a.Seq != 5 || a.Ack != 6) {
			t.Errorf("%s: %+v", c.what, a)
		}
	}
}
