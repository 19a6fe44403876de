package pcap

import (
	"io"
	"sync"
)

// How far ahead a file is read: so many blocks of this size.
const (
	aheadBlocks = 4
	aheadSize   = 64 << 10
)

// ahead reads from another goroutine, until an error. It hands on what a read gave, in the
// same pieces.
type ahead struct {
	before func(int64) // each wait for a piece, with what counted said behind the one before
	full   chan piece
	free   chan []byte
	stop   func()        // ends the goroutine after the read under way
	ended  chan struct{} // when it has

	last piece // handed on up to at
	at   int
}

type piece struct {
	b       []byte
	err     error
	counted int64
}

func newAhead(in io.Reader, counted func() int64, before func(int64)) *ahead {
	a := &ahead{before: before, full: make(chan piece, aheadBlocks), free: make(chan []byte, aheadBlocks), ended: make(chan struct{})}
	stopped := make(chan struct{})
	a.stop = sync.OnceFunc(func() { close(stopped) })
	for range aheadBlocks {
		a.free <- make([]byte, aheadSize)
	}
	go func() {
		defer close(a.ended)
		for {
			select {
			case <-stopped:
				return
			case b := <-a.free:
				n, err := in.Read(b)
				a.full <- piece{b[:n], err, counted()} // has room for all there are
				if err != nil {
					return
				}
			}
		}
	}()
	return a
}

func (a *ahead) Read(p []byte) (int, error) {
	if a.at == len(a.last.b) {
		if a.last.err != nil {
			return 0, a.last.err
		}
		if a.last.b != nil {
			a.free <- a.last.b[:aheadSize]
		}
		a.before(a.last.counted)
		a.last, a.at = <-a.full, 0
	}
	n := copy(p, a.last.b[a.at:])
	a.at += n
	return n, nil // what ended the reading is said when more is wanted
}

// close waits for the goroutine.
func (a *ahead) close() {
	a.stop()
	<-a.ended
}

// ReadAhead has the file read, and decompressed if it is compressed, by a goroutine of its
// own from now on, some 256 KiB ahead of the packets. What NewReader was given is read
// there, until Close, which waits for a read that is under way: so it is for files and not
// for pipes.
//
// Who calls Next hears of the reading by before, each time before more is taken: counted is
// asked by that goroutine behind each read, and what it said of the piece that is used up
// then is before's argument, 0 at first.
func (r *Reader) ReadAhead(counted func() int64, before func(int64)) {
	if r.err != nil {
		return
	}
	a := newAhead(r.in.in, counted, before)
	end := r.closer
	r.in.in = a
	r.closer = func() error {
		a.close()
		if end == nil {
			return nil
		}
		return end()
	}
}
