package scenario

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// event is a frame of a fork of one child.
func event(cpu, seq uint32, child int32) Frame {
	p := codec.ProcEvent{What: codec.EventFork, CPU: cpu, TimestampNs: uint64(seq)}
	f := &codec.Fork{Child: codec.Task{PID: child, TGID: child}}
	p.Data = append(f.Append(here(), nil), make([]byte, 8)...)
	data := p.Append(here(), nil)
	r := Request{NlType: 3, NlSeq: seq, Idx: 1, Val: 1, Seq: seq, Len: -1, Data: data}
	frame := Frame{Number: int(seq), Family: codec.FamilyConnector, Bytes: r.Bytes()}
	frame.decode(here())
	return frame
}

// TestLaws has one law broken at a time.
func TestLaws(t *testing.T) {
	a, b, c := event(0, 5, 1), event(0, 6, 2), event(1, 3, 3)
	request := Request{NlType: 3, Idx: 1, Val: 1, Len: -1, Data: wordsOf(opListen)}.Bytes()
	asked := Frame{Family: codec.FamilyConnector, Bytes: request}
	other := Frame{Family: 16, Bytes: []byte("generic")}
	log := []Line{{Do: "socket", Sock: "x", NetNS: "init"}, {Do: "send", Sock: "x", Hex: hex.EncodeToString(request)}}
	for _, l := range []struct {
		name, fault   string
		nlmon, socket []Frame
		log           []Line
	}{
		{"all is well", "", []Frame{asked, a, other, b, c}, []Frame{a, b, c}, log},
		{"another order of CPUs", "", []Frame{asked, c, a, b}, []Frame{a, b, c}, log},
		{"another order of one CPU", "another order", []Frame{asked, b, a, c}, []Frame{a, b, c}, log},
		{"seq goes down", "seq 5 of CPU 0 after 6", []Frame{asked, b, a}, []Frame{b, a}, log},
		{"nlmon lost one", "has them not", []Frame{asked, a}, []Frame{a, b}, log},
		{"nlmon has one more", "nobody sent or received", []Frame{asked, a, b}, []Frame{a}, log},
		{"a request is missing", "has them not", []Frame{a}, []Frame{a}, log},
		{"a request too many", "nobody sent or received", []Frame{asked, asked}, nil, log},
		{"of another family", "of family 16", []Frame{asked, other}, []Frame{other}, log},
		{"another errno", "recv: EINVAL", []Frame{asked}, nil, append(log[:2:2], Line{Do: "recv", Sock: "x", Error: "EINVAL"})},
	} {
		v := new(Verdict)
		laws(&Trace{Nlmon: l.nlmon, Sockets: map[string][]Frame{"x": l.socket}, Log: l.log}, v)
		got := strings.Join(v.Faults, "; ")
		if (got == "") != (l.fault == "") || !strings.Contains(got, l.fault) {
			t.Errorf("%s: %q, want %q", l.name, got, l.fault)
		}
	}
	// Where threads of the kernel's race, only what is no event may change places.
	one, two := asked, other
	two.Family = codec.FamilyConnector
	log = append(log, Line{Do: "send", Sock: "x", Hex: hex.EncodeToString(request)})[:1]
	for _, l := range []struct {
		racing        bool
		nlmon, socket []Frame
		fault         string
	}{
		{false, []Frame{one, two, a, b}, []Frame{two, one, a, b}, "another order"},
		{true, []Frame{one, two, a, b}, []Frame{two, one, a, b}, ""},
		{true, []Frame{one, a, b}, []Frame{two, one, a, b}, "has them not"},
		{true, []Frame{one, two, b, a}, []Frame{two, one, a, b}, "another order"},
	} {
		v := new(Verdict)
		laws(&Trace{Nlmon: l.nlmon, Sockets: map[string][]Frame{"x": l.socket}, Log: log, Racing: l.racing}, v)
		if got := strings.Join(v.Faults, "; "); (got == "") != (l.fault == "") || !strings.Contains(got, l.fault) {
			t.Errorf("racing %v: %q, want %q", l.racing, got, l.fault)
		}
	}
}
