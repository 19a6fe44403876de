package pcap

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"sync"
	"testing"

	"github.com/google/gopacket/pcapgo"
)

const benchFrames = 1e6

// benchFile holds frames of 92 bytes, as a process event has on nlmon.
var benchFile = sync.OnceValue(func() []byte {
	b := little.header()
	r := rec{sec: 1700000000, frac: 123456, length: 92, data: make([]byte, 92)}
	return append(b, bytes.Repeat(little.record(nil, r), benchFrames)...)
})

// bench runs one reader over the file and reports the cost of a frame.
func bench(b *testing.B, run func(in io.Reader) (frames int, err error)) {
	in := benchFile()
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if n, err := run(bytes.NewReader(in)); n != benchFrames || err != io.EOF {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchFrames, "ns/frame")
}

func BenchmarkReader(b *testing.B) {
	bench(b, func(in io.Reader) (n int, err error) {
		r, err := NewReader(in)
		if err != nil {
			return 0, err
		}
		var p Packet
		for {
			if err := r.Next(&p); err != nil {
				return n, err
			}
			n++
		}
	})
}

// BenchmarkPeekDiscard is the least that reading through a bufio.Reader can
// cost. The Reader should stay below twice that.
func BenchmarkPeekDiscard(b *testing.B) {
	bench(b, func(in io.Reader) (n int, err error) {
		r := bufio.NewReaderSize(in, bufferSize)
		if _, err := r.Discard(24); err != nil {
			return 0, err
		}
		for {
			head, err := r.Peek(16)
			if err != nil {
				return n, err
			}
			size := 16 + int(binary.LittleEndian.Uint32(head[8:]))
			if _, err := r.Peek(size); err != nil {
				return n, err
			}
			r.Discard(size)
			n++
		}
	})
}

func BenchmarkPcapgo(b *testing.B) {
	bench(b, func(in io.Reader) (n int, err error) {
		r, err := pcapgo.NewReader(bufio.NewReaderSize(in, bufferSize))
		if err != nil {
			return 0, err
		}
		for {
			if _, _, err := r.ZeroCopyReadPacketData(); err != nil {
				return n, err
			}
			n++
		}
	})
}
