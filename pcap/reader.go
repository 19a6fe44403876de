package pcap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Reader reads the packets of one capture file, in their order.
type Reader struct {
	in          window       // uncompressed
	closer      func() error // of the decompressor
	compression string
	format      string
	ng          bool   // it is a pcapng
	order       endian // of the headers; in a pcapng of this section's
	interfaces  []*Interface

	header []byte // of a classic pcap, until NextBlock has given it
	record layout // of a classic pcap

	sections []*Section
	section  []*Interface // of this section; nil for one whose description is damaged
	lost     bool         // the section's header is missing or damaged
	start    int64        // of the section, behind its header
	end      int64        // of the section by what it says, or MaxInt64
	trusted  int64        // offset of the block that may have a wrong length behind, or -1
	tables   int          // what sections and interfaces take
	large    block        // that comes in pieces
	left     int64        // of it

	block    Block  // what Next reads into
	offset   int64  // of the next record or block
	frames   uint64 // delivered so far
	notes    []Note
	odd      uint64 // notes, also those not kept
	harmless uint64
	err      error // what Next returned and will return
}

// NewReader finds out what kind of capture r is and reads its header.
func NewReader(r io.Reader) (*Reader, error) {
	c := &Reader{in: newWindow(source{r})}
	if err := c.decompress(); err != nil {
		return nil, err
	}
	if err := c.open(); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// open looks at the magic and leaves the rest to the format that it names.
func (r *Reader) open() error {
	head, err := r.in.peek(magicSize)
	if len(head) < magicSize {
		if err == io.EOF && len(head) > 0 && !startsMagic(head) {
			return notCapture(beginsWith(head))
		}
		return r.fail("file header", fileHeaderSize, len(head), err)
	}
	for _, m := range magics {
		switch m.number {
		case binary.LittleEndian.Uint32(head):
			return r.openClassic(m, false)
		case binary.BigEndian.Uint32(head):
			return r.openClassic(m, true)
		}
	}
	if string(head) == pcapngMagic {
		return r.openSection()
	}
	return notCapture(beginsWith(r.in.ready()))
}

// notCapture is the error of a file whose header says that we cannot read it.
func notCapture(why error) error {
	return &Error{What: "file header", Err: ErrFormat, Cause: why}
}

// fail is the error of an input that ended, for the reason err, with only
// have bytes of what there.
func (r *Reader) fail(what string, need, have int, err error) error {
	e := &Error{Offset: r.offset, What: what, Need: int64(need), Have: int64(have)}
	if r.interfaces != nil && !r.ng {
		e.Frame = r.frames + 1
	}
	e.Err, e.Cause = r.classify(err)
	if r.offset == 0 && have == 0 && err == io.EOF {
		e.Cause = errors.New("the input is empty")
	}
	return e
}

// Offset is where in the uncompressed stream the next record or block starts.
func (r *Reader) Offset() int64 { return r.offset }

// Format is the kind of capture file, by the name that editcap -F has for it:
// "pcap", "nsecpcap", "modpcap" or "pcapng".
func (r *Reader) Format() string { return r.format }

// Compression is "gzip", "zstd", or empty.
func (r *Reader) Compression() string { return r.compression }

// Interfaces are those that the file has described so far, in their order, of
// all sections: for a classic pcap its only one, known before the first packet.
func (r *Reader) Interfaces() []*Interface { return r.interfaces }

// Close releases the decompressor. It does not close the io.Reader below.
func (r *Reader) Close() error {
	if r.err == nil {
		r.err = fmt.Errorf("pcap: %w", fs.ErrClosed)
	}
	if r.closer == nil {
		return nil
	}
	return r.closer()
}
