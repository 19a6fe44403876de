package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/go-cmp/cmp"
)

// TestTimespec reads the event that 2.6.15 to 2.6.17 sent on 32 and on 64 bits:
// the same fork, whose arm stands behind a clock of another width.
func TestTimespec(t *testing.T) {
	fork := []byte{
		1, 0, 0, 0, // parent_pid
		1, 0, 0, 0, // parent_tgid
		2, 1, 0, 0, // child_pid
		2, 1, 0, 0, // child_tgid
	}
	b32 := append([]byte{
		1, 0, 0, 0, // what
		3, 0, 0, 0, // cpu
		0xff, 0xff, 0xff, 0xff, // timestamp.tv_sec
		0xff, 0xc9, 0x9a, 0x3b, // timestamp.tv_nsec
	}, fork...)
	b64 := append([]byte{
		1, 0, 0, 0, // what
		3, 0, 0, 0, // cpu
		0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, // timestamp.tv_sec
		0xff, 0xc9, 0x9a, 0x3b, 0, 0, 0, 0, // timestamp.tv_nsec
	}, fork...)
	var e32 codec.ProcEventTimespec32
	if n, err := e32.Decode(codec.LittleEndian, b32); n != 32 || err != nil {
		t.Errorf("32 bits: %d, %v", n, err)
	}
	if diff := cmp.Diff(codec.ProcEventTimespec32{What: codec.EventFork, CPU: 3, Sec: -1, Nsec: 999999999, Data: fork}, e32); diff != "" {
		t.Errorf("32 bits (-want +got):\n%s", diff)
	}
	var e64 codec.ProcEventTimespec64
	if n, err := e64.Decode(codec.LittleEndian, b64); n != 40 || err != nil {
		t.Errorf("64 bits: %d, %v", n, err)
	}
	if diff := cmp.Diff(codec.ProcEventTimespec64{What: codec.EventFork, CPU: 3, Sec: -2, Nsec: 999999999, Data: fork}, e64); diff != "" {
		t.Errorf("64 bits (-want +got):\n%s", diff)
	}
	var f codec.Fork
	if _, err := f.Decode(codec.LittleEndian, e64.Data); err != nil || f.Child.PID != 258 {
		t.Errorf("64 bits: %+v, %v; want child 258", f, err)
	}
}
