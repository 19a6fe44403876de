package main

import (
	"bufio"
	"encoding/binary"

	"github.com/cnwire/cnwire/pcap"
)

// The rows of reading alone: the packets of one capture without end, by package pcap with
// its time, interface and lengths, and by the least that finds them, a bufio.Reader that
// looks at the length in each header and passes on. Opening is not in them: a row goes on
// where it stopped the round before, near a million frames a round.
func prepareFrames(e event) loop {
	r, err := pcap.NewReader(&endless{b: capture(e.little, framesPerCapture)})
	if err != nil {
		panic(err)
	}
	var p pcap.Packet
	return func(n int) {
		for ; n > 0; n-- {
			if err := r.Next(&p); err != nil {
				panic(err)
			}
			if len(p.Data) == 0 || p.Time.IsZero() {
				panic("an empty packet")
			}
		}
	}
}

// The sizes of a classic pcap's headers, and where a record has its length.
const (
	fileHeader   = 24
	recordHeader = 16
	lengthAt     = 8
)

func preparePeek(e event) loop {
	r := bufio.NewReaderSize(&endless{b: capture(e.little, framesPerCapture)}, 64<<10)
	if _, err := r.Discard(fileHeader); err != nil {
		panic(err)
	}
	return func(n int) {
		for ; n > 0; n-- {
			head, err := r.Peek(recordHeader)
			if err != nil {
				panic(err)
			}
			whole := recordHeader + int(binary.LittleEndian.Uint32(head[lengthAt:]))
			if head, err = r.Peek(whole); err == nil {
				_, err = r.Discard(len(head))
			}
			if err != nil {
				panic(err)
			}
		}
	}
}

// endless is a capture that goes on after its last record with its first again, so that
// a long one needs little memory.
type endless struct {
	b  []byte
	at int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.b[e.at:])
	if e.at += n; e.at == len(e.b) {
		e.at = fileHeader
	}
	return n, nil
}
