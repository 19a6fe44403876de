package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/cnwire/cnwire/pcap"
)

// The rows of reading alone: the packets of a capture in memory, by package pcap with its
// time, interface and lengths, and by the least that finds them, a bufio.Reader that looks
// at the length in each header and passes on.
func prepareFrames(e event) loop {
	b := capture(e.little, framesPerCapture)
	var p pcap.Packet
	return func(n int) {
		for n > 0 {
			r, err := pcap.NewReader(bytes.NewReader(b))
			if err != nil {
				panic(err)
			}
			for err = r.Next(&p); err == nil; err = r.Next(&p) {
				if n--; len(p.Data) == 0 || p.Time.IsZero() {
					panic("an empty packet")
				}
			}
			if err != io.EOF {
				panic(err)
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
	b := capture(e.little, framesPerCapture)
	return func(n int) {
		for n > 0 {
			r := bufio.NewReaderSize(bytes.NewReader(b), 64<<10)
			_, err := r.Discard(fileHeader)
			for err == nil {
				var head []byte
				if head, err = r.Peek(recordHeader); err != nil {
					break
				}
				whole := recordHeader + int(binary.LittleEndian.Uint32(head[lengthAt:]))
				if head, err = r.Peek(whole); err == nil {
					n--
					_, err = r.Discard(len(head))
				}
			}
			if err != io.EOF {
				panic(err)
			}
		}
	}
}
