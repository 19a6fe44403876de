package source_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
)

// laid lays a classic pcap with a frame at each of these seconds, by hand; a
// frame's bytes are the name of the capture and a number.
func laid(name string, times ...uint32) []byte {
	o := binary.LittleEndian
	b := o.AppendUint32(nil, 0xa1b2c3d4)
	b = append(b, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	b = o.AppendUint32(b, 262144)
	b = o.AppendUint32(b, 253)
	for i, at := range times {
		data := fmt.Sprint(name, i)
		b = o.AppendUint32(b, at)
		b = o.AppendUint32(b, 0)
		b = o.AppendUint32(b, uint32(len(data)))
		b = o.AppendUint32(b, uint32(len(data)))
		b = append(b, data...)
	}
	return b
}

// laidNG lays a pcapng in the same way, in microseconds; a frame at second 0 is
// of an interface that is not there, which is damage that ends.
func laidNG(name string, times ...uint32) []byte {
	o := binary.LittleEndian
	var b []byte
	block := func(kind uint32, words ...uint32) {
		b = o.AppendUint32(b, kind)
		b = o.AppendUint32(b, uint32(12+4*len(words)))
		for _, w := range words {
			b = o.AppendUint32(b, w)
		}
		b = o.AppendUint32(b, uint32(12+4*len(words)))
	}
	block(0x0a0d0d0a, 0x1a2b3c4d, 1, 0xffffffff, 0xffffffff)
	block(1, 253, 0)
	for i, at := range times {
		data := o.Uint32([]byte(fmt.Sprintf("%s%d  ", name, i))[:4])
		ticks := uint64(at) * 1e6
		of := uint32(0)
		if at == 0 {
			of = 7
		}
		block(6, of, uint32(ticks>>32), uint32(ticks), 2, 2, data)
	}
	return b
}

// in is a capture in memory.
func in(name string, b []byte) source.Input { return source.Reader(name, bytes.NewReader(b)) }

// story is what comes out of a source, in one line: frames by their bytes, in
// brackets if they are not chosen, and what is wrong by the name of the input.
func story(t *testing.T, s *source.Source) string {
	t.Helper()
	var words []string
	number := uint64(0)
	for f, err := range s.Frames() {
		var input *source.Error
		var place *pcap.Error
		switch {
		case errors.As(err, &input) && input.Missing:
			words = append(words, "no-"+input.Name)
		case errors.As(err, &place):
			words = append(words, fmt.Sprintf("!%s@%d", input.Name, place.Offset))
		case err != nil:
			words = append(words, err.Error())
		case f.Chosen:
			words = append(words, string(f.Data))
		default:
			words = append(words, "("+string(f.Data)+")")
		}
		if err == nil {
			if number++; f.Number != number {
				t.Errorf("frame %d has number %d", number, f.Number)
			}
		}
	}
	return strings.Join(words, " ")
}
