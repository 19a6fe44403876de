package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// sent is a frame of a program's.
func sent(b string, port uint32) Frame {
	f := made(b, 0, 0, 0)
	f.NlPID = port
	return f
}

// answered is an answer of the kernel's to a request of a user's.
func answered(b string, seq uint32) Frame {
	f := made(b, 0, 0, seq)
	f.ID = codec.CbID{Idx: 3, Val: 1}
	return f
}

// What a tap must show of nlmon's frames, and each way to fail it.
func TestShown(t *testing.T) {
	const sender, receiver = "cnwire:1 sender port=9 pid=8", "cnwire:1 delivery port=9 group=1 result=0 tid=7"
	nlmon := []Frame{made("r", 0, 0, 0), made("a", In, 0, 5), made("a", In, 0, 5), made("x", In, 1, 3), made("b", In, 0, 6), made("u", 0, 0, 0),
		sent("v", 9), sent("w", 9), answered("A", 1), answered("B", 2), answered("C", 2), {Bytes: []byte("another family")}}
	nlmon[6].Event, nlmon[6].Proc.CPU = &codec.Exec{}, 1
	good := []Frame{made("r", Out, 0, 0, sender), made("x", In, 1, 3, receiver), made("a", In, 0, 5, receiver), made("a", In, 0, 5, receiver), made("b", In, 0, 6, receiver), made("u", In, 0, 0, sender, receiver)}
	good[5].Event = nil
	for _, f := range nlmon[6:11] {
		f.Way, f.Said = In, []string{sender, receiver}
		good = append(good, f)
	}
	for _, c := range []struct {
		why    string
		change func(f []Frame) []Frame
		want   string
	}{
		{"as it should be", func(f []Frame) []Frame { return f }, ""},
		{"a copy is missing", func(f []Frame) []Frame { return slices.Delete(f, 3, 4) }, "2 of CPU 0x0, nlmon has 3"},
		{"nothing", func([]Frame) []Frame { return nil }, "nlmon has"},
		{"one too many", func(f []Frame) []Frame { return append(f, f[0]) }, "nlmon has 2"},
		{"another order", func(f []Frame) []Frame { f[3], f[4] = f[4], f[3]; return f }, "the 2. of CPU 0x0"},
		{"another byte", func(f []Frame) []Frame { f[4].Bytes = []byte("c"); return f }, "the 3. of CPU 0x0"},
		{"another header", func(f []Frame) []Frame { f[4].Head = "x"; return f }, "the 3. of CPU 0x0"},
		{"another order of two programs", func(f []Frame) []Frame { f[5], f[6] = f[6], f[5]; return f }, ""},
		{"another order of one", func(f []Frame) []Frame { f[6], f[7] = f[7], f[6]; return f }, "the 1. of port 9"},
		{"another order of two requests' answers", func(f []Frame) []Frame { f[8], f[9] = f[9], f[8]; return f }, ""},
		{"another order of one's", func(f []Frame) []Frame { f[9], f[10] = f[10], f[9]; return f }, "the 1. of id 3:1, seq 2"},
		{"a program's event is none of the CPU's", func(f []Frame) []Frame { f[1], f[6] = f[6], f[1]; return f }, ""},
		{"another CPU", func(f []Frame) []Frame { f[1].Proc.CPU = 2; return f }, "none of CPU 0x2"},
		{"no receiver", func(f []Frame) []Frame { f[1].Said = nil; return f }, "who received it"},
		{"no sender", func(f []Frame) []Frame { f[0].Said = nil; return f }, "who sent it"},
		{"no direction", func(f []Frame) []Frame { f[0].Way = 0; return f }, "its direction"},
	} {
		var v Verdict
		tr := &Trace{Nlmon: nlmon, Frames: c.change(slices.Clone(good))}
		shown(tr, &v)
		marked(tr, &v)
		if text := strings.Join(v.Faults, "\n"); c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q", c.why, text)
		}
	}
}
