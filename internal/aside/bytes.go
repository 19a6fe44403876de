package aside

import (
	"io"
	"os"
)

// Bytes are any number of bytes, one behind the other, of which few pages are in memory. They
// are quick where what is used is near what was used before, or behind it. The zero value is
// ready and empty.
type Bytes struct {
	Pages int   // that are in memory, at most; 0 is 16
	Err   error // the first one, of the file: from then on what is read may be zeros

	slots  []slot // a page is in the one that has its number, modulo Pages, or in none
	size   int64
	file   *os.File // the other pages, each at its place; nil before the first
	end    int64    // of what is in it
	memory bool     // all stays there: each page is in the slot of its number
	long   []byte   // room for what At returns of several pages
}

// slot has a page.
type slot struct {
	page    int64
	bytes   []byte // nil before the first
	changed bool   // since it was in the file
}

// pageSize is how many bytes a page has.
const pageSize = 1 << 12

// Size is how many there are.
func (b *Bytes) Size() int64 { return b.size }

// Append adds bytes.
func (b *Bytes) Append(p []byte) {
	for len(p) > 0 {
		n := copy(b.page(b.size/pageSize, true)[b.size%pageSize:], p)
		b.size, p = b.size+int64(n), p[n:]
	}
}

// Write is Append. Its error is Err.
func (b *Bytes) Write(p []byte) (int, error) {
	b.Append(p)
	return len(p), b.Err
}

// At returns n bytes, until anything else is done with Bytes. There must be so many.
func (b *Bytes) At(at int64, n int) []byte {
	if from := int(at % pageSize); from+n <= pageSize {
		return b.page(at/pageSize, false)[from:][:n:n]
	}
	b.long = b.long[:0]
	for n > 0 {
		part := b.page(at/pageSize, false)[at%pageSize:]
		part = part[:min(n, len(part))]
		b.long, at, n = append(b.long, part...), at+int64(len(part)), n-len(part)
	}
	return b.long
}

// WriteTo writes them all. Its error is Err, or that of w.
func (b *Bytes) WriteTo(w io.Writer) (written int64, err error) {
	for b.Err == nil && err == nil && written < b.size {
		page := b.page(written/pageSize, false)
		var n int
		if page = page[:min(pageSize, b.size-written)]; b.Err == nil {
			n, err = w.Write(page)
		}
		written += int64(n)
	}
	if b.Err != nil {
		err = b.Err
	}
	return written, err
}

// page returns a page, which is to be changed or not, until another is asked for.
func (b *Bytes) page(n int64, change bool) []byte {
	at := int(n)
	if !b.memory {
		at = int(n % pages(b.Pages))
	}
	for at >= len(b.slots) {
		b.slots = append(b.slots, slot{})
	}
	s := &b.slots[at]
	if s.bytes == nil {
		s.page, s.bytes = n, make([]byte, pageSize)
	} else if s.page != n {
		if b.leave(s); b.memory {
			return b.page(n, change)
		}
		s.page, s.changed = n, false
		b.fill(s)
	}
	s.changed = s.changed || change
	return s.bytes
}

// leave puts a page into the file if that has it otherwise.
func (b *Bytes) leave(s *slot) {
	if !s.changed || b.Err != nil {
		return
	}
	if b.file == nil {
		var err error
		if b.file, err = Create(); err != nil {
			b.stay()
			return
		}
	}
	at := s.page * pageSize
	_, b.Err = b.file.WriteAt(s.bytes, at)
	b.end = max(b.end, at+pageSize)
}

// stay has all pages stay in memory, where there is no place for a file: a container may have none.
// None was in it yet.
func (b *Bytes) stay() {
	near := b.slots
	b.memory, b.slots = true, nil
	for _, s := range near {
		for s.bytes != nil && s.page >= int64(len(b.slots)) {
			b.slots = append(b.slots, slot{})
		}
		if s.bytes != nil {
			b.slots[s.page] = s
		}
	}
}

// fill reads a page. One that is not in the file has zeros.
func (b *Bytes) fill(s *slot) {
	at := s.page * pageSize
	if b.Err == nil && at < b.end {
		n, err := b.file.ReadAt(s.bytes, at)
		if n == pageSize {
			return
		}
		b.Err = cut(err)
	}
	clear(s.bytes)
}

// cut is an error of a file that should be longer.
func cut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Close gives the file back, and the memory, and returns Err.
func (b *Bytes) Close() error {
	Close(b.file)
	*b = Bytes{Pages: b.Pages, Err: b.Err}
	return b.Err
}
