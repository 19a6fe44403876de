package pcap

import "io"

// resyncMax is the largest block that the search for the next sound block
// looks at whole. A block with the largest packet and some options has room.
const resyncMax = MaxSnapLen + 4096

// A Reader starts with a buffer of startSize, since there may be thousands of
// them with little to read, and has one of bufferSize where there is much.
const (
	startSize  = 4 << 10
	bufferSize = 64 << 10
)

// window is the part of the input that is in memory. It is a bufio.Reader that
// grows on demand, but only when it is full: never by more than the bytes that
// are really there.
type window struct {
	in   io.Reader
	buf  []byte
	r, w int   // buf[r:w] is read and not used
	err  error // what ended the input; reported when more is wanted than there is

	lent bool   // buf is another's, and what was given of it stays as it is
	own  []byte // meanwhile
}

func newWindow(in io.Reader) window { return window{in: in, buf: make([]byte, startSize)} }

// peek gives the next n bytes, or fewer and why. They stay as they are until
// the next call of peek.
func (w *window) peek(n int) ([]byte, error) {
	if w.w-w.r < n {
		return w.fill(n)
	}
	return w.buf[w.r : w.r+n], nil
}

// ready is what is there without reading.
func (w *window) ready() []byte { return w.buf[w.r:w.w] }

// discard uses n bytes that peek has given.
func (w *window) discard(n int) { w.r += n }

// fill reads until n bytes are there, and no more often than that takes.
func (w *window) fill(n int) ([]byte, error) {
	for empty := 0; w.w-w.r < n; {
		if w.err != nil {
			return w.buf[w.r:w.w], w.err
		}
		if w.read(n) > 0 {
			empty = 0
		} else if empty++; empty == 100 && w.err == nil {
			w.err = io.ErrNoProgress
		}
	}
	return w.buf[w.r : w.r+n], nil
}

// read reads once, with room for n bytes in all, and returns how much came.
func (w *window) read(n int) (m int) {
	if w.err != nil {
		return 0
	}
	if w.r+n > len(w.buf) {
		w.makeRoom(n)
	}
	m, w.err = w.in.Read(w.buf[w.w:])
	w.w += m
	return m
}

// makeRoom moves what is there to the front, of a buffer of twice the size if
// this one is full. Twice what is wanted is enough: so a search that wants
// resyncMax bytes behind each byte copies each only once.
func (w *window) makeRoom(n int) {
	if w.lent {
		w.takeBack()
		if n <= len(w.buf) { // which begins with what is there
			return
		}
	}
	enough := max(min(2*n, n+2*resyncMax), bufferSize)
	to := w.buf
	if w.w == len(w.buf) && w.w < enough {
		to = make([]byte, min(2*w.w, enough))
	}
	w.w = copy(to, w.buf[w.r:w.w])
	w.r, w.buf = 0, to
}

// Read hands on what was peeked at, then reads past the window.
func (w *window) Read(p []byte) (int, error) {
	if w.r < w.w {
		n := copy(p, w.buf[w.r:w.w])
		w.r += n
		return n, nil
	}
	if w.err != nil {
		return 0, w.err
	}
	return w.in.Read(p)
}
