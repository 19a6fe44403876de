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

var benchNgFile = sync.OnceValue(func() []byte {
	f := newNg(false).shb().idb(253, 262144)
	return append(f.b, bytes.Repeat(newNg(false).epb(0, atMicro, 92, string(make([]byte, 92))).b, benchFrames)...)
})

// bench runs one reader over a file and reports the cost of a frame.
func bench(b *testing.B, file []byte, run func(in io.Reader) (frames int, err error)) {
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if n, err := run(bytes.NewReader(file)); n != benchFrames || err != io.EOF {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchFrames, "ns/frame")
}

func readFrames(in io.Reader) (n int, err error) {
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
}

func BenchmarkReader(b *testing.B) {
	b.Run("pcap", func(b *testing.B) { bench(b, benchFile(), readFrames) })
	b.Run("pcapng", func(b *testing.B) { bench(b, benchNgFile(), readFrames) })
}

// BenchmarkPeekDiscard is the least that reading through a bufio.Reader can
// cost. The Reader should stay below twice that.
func BenchmarkPeekDiscard(b *testing.B) {
	loop := func(skip, header, length, more int) func(in io.Reader) (int, error) {
		return func(in io.Reader) (n int, err error) {
			r := bufio.NewReaderSize(in, bufferSize)
			if _, err := r.Discard(skip); err != nil {
				return 0, err
			}
			for {
				head, err := r.Peek(header)
				if err != nil {
					return n, err
				}
				size := more + int(binary.LittleEndian.Uint32(head[length:]))
				if _, err := r.Peek(size); err != nil {
					return n, err
				}
				r.Discard(size)
				n++
			}
		}
	}
	b.Run("pcap", func(b *testing.B) { bench(b, benchFile(), loop(24, 16, 8, 16)) })
	b.Run("pcapng", func(b *testing.B) { bench(b, benchNgFile(), loop(28+20, 8, 4, 0)) })
}

func BenchmarkPcapgo(b *testing.B) {
	b.Run("pcap", func(b *testing.B) {
		bench(b, benchFile(), func(in io.Reader) (n int, err error) {
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
	})
	b.Run("pcapng", func(b *testing.B) {
		bench(b, benchNgFile(), func(in io.Reader) (n int, err error) {
			r, err := pcapgo.NewNgReader(bufio.NewReaderSize(in, bufferSize), pcapgo.DefaultNgReaderOptions)
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
	})
}

// BenchmarkWriter writes the frames of a file in each format.
func BenchmarkWriter(b *testing.B) {
	for _, format := range []string{"pcap", "pcapng"} {
		p := Packet{Data: make([]byte, 92), Len: 92, Time: atTime, Ticks: atMicro, Interface: &Interface{LinkType: 253, Resolution: 6}}
		b.Run(format, func(b *testing.B) {
			w, err := NewWriter(io.Discard, WriterOptions{Format: format})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := w.WritePacket(&p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
