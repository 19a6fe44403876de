package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/pcap"
)

// The rows of the whole `cnwire read` path: a capture in memory, container,
// byte order, outline, and the output of a frame, as text and as five fields.
func prepareReadText(e event) loop {
	return prepareRead(e, output.Options{Format: "text", Columns: analysis.Columns{Time: "r"}})
}

func prepareReadFields(e event) loop {
	return prepareRead(e, output.Options{
		Format:  "fields",
		Columns: analysis.Columns{Time: "r"},
		Fields:  []string{"frame.number", "frame.time_epoch", "cn.seq", "cn_proc.what", "cn_proc.pid"},
	})
}

// framesPerCapture is enough that opening a capture does not show.
const framesPerCapture = 1000

func prepareRead(e event, o output.Options) loop {
	b := capture(e.little, framesPerCapture)
	return func(n int) {
		for n > 0 {
			n -= readCapture(b, o, n)
		}
	}
}

// readCapture prints at most n frames of a capture and returns how many.
func readCapture(b []byte, o output.Options, n int) int {
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		panic(err)
	}
	defer r.Close()
	w := bufio.NewWriter(io.Discard)
	p, err := output.New(w, o)
	if err != nil {
		panic(err)
	}
	var frames analysis.Frames
	frames.Open(r)
	for i := range n {
		f, err := frames.Next()
		if err == io.EOF {
			return i
		}
		if err == nil {
			err = p.Frame(f)
		}
		if err != nil || f.Err.Err != nil {
			panic(fmt.Sprint(err, f.Err))
		}
	}
	return n
}

// capture is a pcap of link type 253 that holds a datagram n times.
func capture(datagram []byte, n int) []byte {
	le := binary.LittleEndian
	b := []byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	b = le.AppendUint32(b, 262144)
	b = le.AppendUint32(b, uint32(pcap.LinkTypeNetlink))
	for i := range n {
		size := uint32(16 + len(datagram))
		for _, v := range []uint32{1795302721, uint32(i), size, size} {
			b = le.AppendUint32(b, v)
		}
		b = append(b, 0, 4, 3, 0x38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11)
		b = append(b, datagram...)
	}
	return b
}
