package analysis_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// Numbers and times go on from one capture to the next; the memory of byte
// orders does not.
func TestSeveralCaptures(t *testing.T) {
	bo := binary.BigEndian
	first := lay(bo, false, record{Data: cooked(11, message(t, bo, nil, event(t, bo, 2, nil))), Sec: 10}, record{Data: cooked(11, make([]byte, 20)), Sec: 12})
	second := lay(binary.LittleEndian, false, record{Data: cooked(11, make([]byte, 20)), Sec: 15})
	frames := new(analysis.Frames)
	var last analysis.Frame
	for _, b := range [][]byte{first, second} {
		frames.Open(must(pcap.NewReader(bytes.NewReader(b)))(t))
		for {
			f, err := frames.Next()
			if err == io.EOF {
				break
			}
			last = *must(f, err)(t)
		}
	}
	if last.Number != 3 || last.Relative != 5*time.Second || last.Delta != 3*time.Second {
		t.Errorf("frame %d at %v, %v after the one before; want 3, 5 s, 3 s", last.Number, last.Relative, last.Delta)
	}
	if last.Order != codec.LittleEndian || last.OrderRule != codec.OrderByFile {
		t.Errorf("order %v, %v; want that of the second file", last.Order, last.OrderRule)
	}
}

// The time since the frame shown before leaves out those that are hidden; the
// first one shown has none.
func TestHide(t *testing.T) {
	var records []record
	for _, sec := range []uint32{10, 11, 13, 16, 20} {
		records = append(records, record{Data: cooked(11, make([]byte, 20)), Sec: sec})
	}
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(lay(binary.LittleEndian, false, records...))))(t))
	for i, want := range []time.Duration{0, 0, 2, 5, 4} { // 1 and 3 are hidden
		f := must(frames.Next())(t)
		if f.Shown != want*time.Second {
			t.Errorf("frame %d: %v, want %d s", f.Number, f.Shown, want)
		}
		if got := analysis.TimeFormat("dd").Append(nil, f); string(got) != fmt.Sprintf("%d.000000", want) {
			t.Errorf("frame %d: %s", f.Number, got)
		}
		if i == 0 || i == 2 {
			frames.Hide()
		}
	}
}

// The layouts of the first kernels are there on request.
func TestLayouts(t *testing.T) {
	le := binary.LittleEndian
	f := func(layout codec.ProcLayout) *analysis.Frame {
		data := cooked(11, message(t, le, nil, event(t, le, 2, set{"process_pid": 3, "process_tgid": 4})))
		return read(t, lay(le, false, record{Data: data}), func(fs *analysis.Frames) { fs.Layout = layout })[0]
	}
	for layout, want := range map[codec.ProcLayout]string{
		codec.ProcLayoutNs:         "3 4 5  ",
		codec.ProcLayoutTimespec32: "3 4  5 0",
		codec.ProcLayoutTimespec64: "0 0  5 17179869187", // the union is 8 bytes further on
	} {
		f, got := f(layout), ""
		for _, name := range []string{"cn_proc.exec.process_pid", "cn_proc.exec.process_tgid", "cn_proc.timestamp_ns", "cn_proc.tv_sec", "cn_proc.tv_nsec"} {
			got += " " + joined(t, f, name)
		}
		if got[1:] != want {
			t.Errorf("layout %d: %q, want %q", layout, got[1:], want)
		}
	}
}

// TestNoAllocations reads the same frames again and again: what a frame needs
// is there after the first ones.
func TestNoAllocations(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("The race detector allocates: allocations are not counted under it.")
	}
	le := binary.LittleEndian
	var records []record
	for _, from := range drawnFrom(t) {
		for _, data := range from[:31] {
			records = append(records, record{Data: data}, record{Data: data[:60], Wire: len(data)}, record{Data: append(bytes.Clone(data), data[16:]...)})
		}
	}
	once := lay(le, false, records...)
	capture := bytes.Clone(once)
	for range 30 {
		capture = append(capture, once[24:]...)
	}
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(capture)))(t))
	next := func() {
		f, err := frames.Next()
		if err != nil {
			t.Fatal(err)
		}
		f.Direction()
	}
	for range len(records) {
		next()
	}
	if n := testing.AllocsPerRun(25*len(records), next); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
