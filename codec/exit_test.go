package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestExitStatus reads exit codes that a 6.18 kernel sent. The last has the
// status and signal bits apart from each other in every bit.
func TestExitStatus(t *testing.T) {
	for _, test := range []struct {
		code, status, signal uint32
		core                 bool
	}{
		{0, 0, 0, false},
		{0x500, 5, 0, false},
		{0xff00, 255, 0, false},
		{0x9, 0, 9, false},   // SIGKILL
		{0x6, 0, 6, false},   // SIGABRT with RLIMIT_CORE 0
		{0x86, 0, 6, true},   // SIGABRT
		{0x400, 4, 0, false}, // of every thread of an exit_group
		{0xffff0055, 0, 0x55, false},
	} {
		e := codec.Exit{ExitCode: test.code}
		if e.Status() != test.status || e.Signal() != test.signal || e.Core() != test.core {
			t.Errorf("exit code %#x: status %d, signal %d, core %v; want %d, %d, %v",
				test.code, e.Status(), e.Signal(), e.Core(), test.status, test.signal, test.core)
		}
	}
}

// TestExitSizes: the union of kernels before 3.2 ends before the parent (R9).
func TestExitSizes(t *testing.T) {
	b := vector(t, "EXIT (process)")[52:]
	for n := codec.ExitOldSize; n <= len(b); n++ {
		var e codec.Exit
		e.Parent.PID, e.NoParent = 1, n == len(b) // what Decode must overwrite
		got, err := e.Decode(codec.LittleEndian, b[:n])
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		want := codec.Exit{Process: codec.Task{PID: 0x75e0, TGID: 0x75e0}, ExitSignal: 17, NoParent: true}
		size := codec.ExitOldSize
		if n == codec.ExitSize {
			want.Parent, want.NoParent = codec.Task{PID: 0x75df, TGID: 0x75df}, false
			size = codec.ExitSize
		}
		if e != want || got != size || e.Len() != size {
			t.Errorf("%d bytes: eaten %d, Len %d, %+v; want %d bytes, %+v", n, got, e.Len(), e, size, want)
		}
		if a := e.Append(codec.LittleEndian, nil); string(a) != string(b[:size]) {
			t.Errorf("%d bytes: Append gives %x, want %x", n, a, b[:size])
		}
	}
}
