package source_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// A pipe has batches of what is there, and no frame waits for what is not: all that was
// written is taken before more is asked for.
func TestBatchesOfAPipe(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	r, w := io.Pipe()
	var taken atomic.Int64
	late := make(chan error, 1)
	go func() {
		var bad error
		begin, before := 0, int64(0)
		for end := range ends(capture, 997) {
			w.Write(capture[begin:end])
			begin, before = end, before+997
			for began := time.Now(); taken.Load() < before && end < len(capture) && bad == nil; time.Sleep(time.Millisecond) {
				if time.Since(began) > 20*time.Second { // a pause, in which all must come
					bad = fmt.Errorf("%d of %d frames that were written", taken.Load(), before)
				}
			}
		}
		w.Close()
		late <- bad
	}()
	batched := 0
	err := source.New(source.Options{}, source.Reader("pipe", bufio.NewReaderSize(r, 1<<16))).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
		if err == nil && f.Worker > 0 {
			batched++
		}
		taken.Add(1)
		return err
	}})
	if bad := <-late; err != nil || bad != nil {
		t.Error(err, bad)
	}
	if batched < 500 {
		t.Errorf("%d of %d frames came in batches", batched, taken.Load())
	}
}

// ends are the places in a little-endian pcap behind so many frames, and so many more, and
// behind the last.
func ends(capture []byte, frames int) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for at := 24; at < len(capture); n++ {
			if n > 0 && n%frames == 0 && !yield(at) {
				return
			}
			at += 16 + int(binary.LittleEndian.Uint32(capture[at+8:]))
		}
		yield(len(capture))
	}
}

// varied is a capture in either format of all sorts of packets: of two interfaces in runs and
// by turns, with flags and comments, of all lengths up to 700 bytes, cut and no netlink.
func varied(t testing.TB, format string, seed uint64) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: format})
	if err != nil {
		t.Fatal(err)
	}
	on := []*pcap.Interface{
		{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds, Comments: []string{"cnwire:1 host name=one"}},
		{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds, Comments: []string{"cnwire:1 host name=two"}},
	}
	var real [][]byte
	frames.Each(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) { real = append(real, bytes.Clone(f.Data)) })
	mode := 0
	for n := range 4000 {
		if n%300 == 0 {
			mode = r.IntN(8)
		}
		p := pcap.Packet{Data: real[n%len(real)], Time: time.Unix(int64(n), 0), Interface: on[0]}
		switch {
		case mode == 1 && format == "pcapng":
			p.Interface = on[n%2]
		case mode == 2 && format == "pcapng":
			p.Flags = pcap.Of(uint32(n%2 + 1))
		case mode == 3 && format == "pcapng":
			p.Flags, p.Comments = pcap.Of(uint32(1)), []string{fmt.Sprint("comm=name", n)}
		case mode == 4: // that fill a batch's bytes
			p.Data = append(bytes.Clone(p.Data), make([]byte, 200+r.IntN(180))...)
		case mode == 5: // cut anywhere, also in the cooked header
			p.Data = p.Data[:r.IntN(len(p.Data))]
		case mode == 7 && n%3 == 0: // with its family in the order of the host
			p.Data = bytes.Clone(p.Data)
			p.Data[14], p.Data[15] = p.Data[15], p.Data[14]
		case mode == 6:
			p.Data = append(bytes.Clone(p.Data), make([]byte, r.IntN(700))...)
		}
		p.Len = uint32(len(p.Data) + r.IntN(2)*10)
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if format == "pcapng" {
		damage(b.Bytes(), func() int { return 401 })
	}
	return b.Bytes()
}

// damage has some packets of a little-endian pcapng say that they are longer than their
// blocks, which is found when they are read: each behind as many more as gap says.
func damage(b []byte, gap func() int) (damaged int) {
	le := binary.LittleEndian
	for at, n := 0, gap(); at < len(b); at += int(le.Uint32(b[at+4:])) {
		if le.Uint32(b[at:]) == 6 {
			if n--; n == 0 {
				le.PutUint32(b[at+20:], le.Uint32(b[at+4:]))
				damaged, n = damaged+1, gap()
			}
		}
	}
	return damaged
}

// Packets of all sorts are the same frames in batches as one by one.
func TestVaried(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for seed := range uint64(4) {
		for _, format := range []string{"nsecpcap", "pcapng"} {
			in := kept(t, "varied", varied(t, format, seed))
			all := func(f *source.Frame) string {
				return line(f) + fmt.Sprint(f.Comments, f.Flags, f.Options.Raw, f.Data, f.Err)
			}
			var want []string
			wrong := 0
			for f, err := range source.New(source.Options{}, in).Frames() {
				if err != nil {
					want = append(want, err.Error())
					wrong++
					continue
				}
				want = append(want, all(f))
			}
			n, batched := 0, 0
			err := source.New(source.Options{}, in).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
				got := ""
				if err != nil {
					got = err.Error()
				} else if got = all(f); f.Worker > 0 {
					batched++
				}
				if got != want[n] {
					return fmt.Errorf("%s\nwant\n%s", got, want[n])
				}
				n++
				return nil
			}})
			if err != nil || n != len(want) || batched < 1000 || (wrong > 5) != (format == "pcapng") {
				t.Errorf("%s %d: %d of %d frames, %d of them damage, %d in batches: %v", format, seed, n, len(want), wrong, batched, err)
			}
		}
	}
}

// Damage is told of where it is, wherever a batch ends: also where the memory has no room behind it for
// another packet, which is no reason to go on.
func TestDamageEndsBatches(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		t.Fatal(err)
	}
	on := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds}
	for n := range 40_000 {
		p := pcap.Packet{Data: make([]byte, n%7*16), Len: 1000, Time: time.Unix(int64(n), 0), Interface: on}
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 7))
	damaged := damage(b.Bytes(), func() int { return 520 + r.IntN(128) }) // anywhere in a batch
	in := kept(t, "damaged", b.Bytes())
	read := func(each func(func(*source.Frame, error) error) error) (said []string) {
		last := uint64(0)
		err := each(func(f *source.Frame, err error) error {
			if err == nil {
				last = f.Number
			} else {
				said = append(said, fmt.Sprintf("behind frame %d: %v", last, err))
			}
			return nil
		})
		if err != nil || last != 40_000-uint64(len(said)) {
			t.Errorf("%d frames, %d of them damaged: %v", last, len(said), err)
		}
		return said
	}
	want := read(func(frame func(*source.Frame, error) error) error {
		for f, err := range source.New(source.Options{}, in).Frames() {
			frame(f, err)
		}
		return nil
	})
	batched := 0
	got := read(func(frame func(*source.Frame, error) error) error {
		return source.New(source.Options{}, in).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
			if err == nil && f.Worker > 0 {
				batched++
			}
			return frame(f, err)
		}})
	})
	if len(want) != damaged || batched < 30_000 {
		t.Errorf("told of %d damaged frames of %d, %d in batches", len(want), damaged, batched)
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("%s\nwant\n%s", got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("told of %d, want %d", len(got), len(want))
	}
}

// A frame that comes alone behind a batch is no copy of the last one that came alone.
func TestSameBehindBatches(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		t.Fatal(err)
	}
	var two []pcap.Packet // events of different bytes
	frames.Each(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		if _, ok := f.Messages[0].What(); ok && f.Messages[0].Timed && (len(two) == 0 || len(two) == 1 && !bytes.Equal(f.Data, two[0].Data)) {
			p := f.Packet
			p.Data = bytes.Clone(f.Data)
			two = append(two, p)
		}
	})
	for n := range 256 + 500 + 3 {
		if n == 256+500 { // a block that is no packet
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			b.Write([]byte{4, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0})
		}
		p := &two[0]
		if n >= 256 && n < 256+500 {
			p = &two[1]
		}
		if err := w.WritePacket(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var before []byte
	same, behind := 0, 0
	err = source.New(source.Options{}, kept(t, "same", b.Bytes())).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
		if err != nil {
			return err
		}
		if f.Same {
			if same++; !bytes.Equal(f.Data, before) {
				t.Errorf("frame %d has not the bytes of the one before", f.Number)
			}
		}
		if f.Worker == 0 && f.Number > 256 {
			behind++
		}
		before = append(before[:0], f.Data...)
		return nil
	}})
	if err != nil || same < 700 || behind == 0 {
		t.Errorf("%d frames are as those before, %d alone behind batches: %v", same, behind, err)
	}
}
