package inorder

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"os"
	"slices"

	"github.com/cnwire/cnwire/internal/aside"
)

// runs are values that wait in a temporary file: parts of it, each of which is in order.
type runs struct {
	all  []*run   // by the numbers of their heads
	file *os.File // with all runs, one behind the other; nil before the first
	size int64    // of what is in it
	open int      // how many are being read
	to   *bufio.Writer
	one  *run // that is being written
}

// run is one of them, from its head on. Nothing of it is read before it is its turn.
type run struct {
	part   *io.SectionReader
	from   *bufio.Reader // the part, from the first read on
	number uint64        // of the head
	left   int64         // bytes of it, with the head
	head   int           // how many are those of the head, when it was read; 0 of one that the reader had no room for
	long   []byte        // room for that
}

// headSize is what a value has before it in the file: its number, in 8 bytes, and how
// many bytes there are, in 4.
const headSize = 12

// fileBuffer is how much is written or read at once. Where many runs are being read, each
// reads less: all of them allBuffers, but each leastRead.
const (
	fileBuffer = 1 << 16
	allBuffers = 1 << 20
	leastRead  = 1 << 12
)

// begin begins a run.
func (r *runs) begin() (err error) {
	if r.file == nil {
		if r.file, err = aside.Create(); err != nil {
			return err
		}
		r.to = bufio.NewWriterSize(nil, fileBuffer)
	}
	r.one = &run{}
	r.to.Reset(io.NewOffsetWriter(r.file, r.size))
	return nil
}

// add appends a value to the run. An error is that of end.
func (r *runs) add(n uint64, b []byte) {
	if r.one.left == 0 {
		r.one.number = n
	}
	head := binary.LittleEndian.AppendUint64(r.to.AvailableBuffer(), n)
	r.to.Write(binary.LittleEndian.AppendUint32(head, uint32(len(b))))
	r.to.Write(b)
	r.one.left += headSize + int64(len(b))
}

// end ends the run.
func (r *runs) end() error {
	if err := r.to.Flush(); err != nil || r.one.left == 0 {
		return err
	}
	r.one.part = io.NewSectionReader(r.file, r.size, r.one.left)
	r.size += r.one.left
	at, _ := slices.BinarySearchFunc(r.all, r.one.number, func(r *run, n uint64) int { return cmp.Compare(r.number, n) })
	r.all = slices.Insert(r.all, at, r.one)
	return nil
}

// first returns the lowest number, or most.
func (r *runs) first() uint64 {
	if len(r.all) == 0 {
		return most
	}
	return r.all[0].number
}

// head returns the value with that number, until advance.
func (r *runs) head() ([]byte, error) {
	one := r.all[0]
	if one.from == nil {
		r.open++
		one.from = bufio.NewReaderSize(one.part, max(leastRead, min(fileBuffer, allBuffers/r.open)))
	}
	b, err := one.read()
	return b, whole(err)
}

// advance goes behind the first head, and puts its run where it belongs then.
func (r *runs) advance() error {
	one := r.all[0]
	if one.left == 0 {
		if r.all = slices.Delete(r.all, 0, 1); len(r.all) == 0 {
			r.size = 0 // the file is free again
		}
		r.open--
		return nil
	}
	if err := one.next(); err != nil {
		return whole(err)
	}
	for i := 1; i < len(r.all) && r.all[i].number < one.number; i++ {
		r.all[i-1], r.all[i] = r.all[i], one
	}
	return nil
}

// read returns the head. What the reader has room for stays in it.
func (r *run) read() ([]byte, error) {
	b, err := r.from.Peek(headSize)
	if err != nil {
		return nil, err
	}
	size := headSize + int64(binary.LittleEndian.Uint32(b[8:]))
	if r.left -= size; r.left < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if b, r.head, err = aside.Piece(r.from, int(size), &r.long); err != nil {
		return nil, err
	}
	return b[headSize:], nil
}

// next goes behind the head, and reads the number of the next one.
func (r *run) next() error {
	r.from.Discard(r.head)
	b, err := r.from.Peek(headSize)
	if err == nil {
		r.number = binary.LittleEndian.Uint64(b)
	}
	return err
}

// whole is an error of a file that should be longer.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// close gives the file back.
func (r *runs) close() {
	aside.Close(r.file)
	*r = runs{}
}
