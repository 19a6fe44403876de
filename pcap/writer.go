package pcap

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
)

// What a Writer refuses. Use errors.Is. The packet is not written, and the
// Writer can be used on.
var (
	// ErrLinkTypes: a classic pcap has one link type for all packets.
	ErrLinkTypes = errors.New("another link type than the file has")

	// ErrTime: a time that the format cannot hold, as one before 1970.
	ErrTime = errors.New("time out of range")

	// ErrSize: data or an option longer than the format, or this package, allows.
	ErrSize = errors.New("too long")

	// ErrVerbatim: a Block that does not belong where it would come to stand.
	ErrVerbatim = errors.New("block cannot be copied")
)

// WriterOptions say what to write.
type WriterOptions struct {
	Format    string // as Reader.Format has it; empty is "pcap"
	BigEndian bool   // byte order of the headers

	// LinkType and SnapLen are for the header of a classic pcap, and for packets
	// without an Interface. While LinkType is 0 the first packet's interface
	// decides, and the header waits for it. SnapLen 0 is the interface's, or
	// MaxSnapLen. The Writer cuts nothing.
	LinkType LinkType
	SnapLen  uint32

	// Section has Hardware, OS, Application and Comments of a pcapng that is
	// not copied. May be nil.
	Section *Section

	// Changed is for copies by WriteBlock that leave out, change or add blocks:
	// the length of each section, which then may no longer hold, becomes -1.
	Changed bool
}

// Lost counts what was written without something that the format has no place
// for.
type Lost struct {
	Comments   uint64 // of packets
	Options    uint64 // other options of packets: flags, drop counts and whatever else
	Fractions  uint64 // packets whose time has finer digits than the file
	Times      uint64 // packets without a time, which now say 1970
	Interfaces uint64 // that have a name, a comment or another option
	Statistics uint64 // of interfaces
}

// Writer writes a capture file. It holds back what it writes until Flush or Close.
type Writer struct {
	w     *bufio.Writer
	o     WriterOptions
	kind  magic // of a classic pcap
	ng    bool
	order endian
	buf   []byte

	begun    bool     // the file header or a section header is written
	copied   bool     // and it was copied
	linkType LinkType // of a classic pcap

	ids    map[*Interface]uint32 // in this section
	count  uint32                // of interfaces in this section
	last   *Interface
	lastID uint32
	plain  *Interface // for packets without one

	frames uint64
	lost   Lost
	err    error // of the io.Writer
}

// NewWriter prepares a capture file. Nothing is written yet, unless LinkType
// is chosen for a classic pcap; Flush begins a pcapng.
func NewWriter(w io.Writer, o WriterOptions) (*Writer, error) {
	o.Format = cmp.Or(o.Format, "pcap")
	c := &Writer{w: bufio.NewWriterSize(w, 64<<10), o: o, order: endian(o.BigEndian), ng: o.Format == "pcapng", ids: map[*Interface]uint32{}}
	for _, m := range magics {
		if m.format == o.Format {
			c.kind = m
		}
	}
	if !c.ng && c.kind.number == 0 {
		return nil, fmt.Errorf("pcap: %q is no format that can be written", o.Format)
	}
	if o.LinkType > 0xffff {
		return nil, fmt.Errorf("pcap: link type %d has more than 16 bits", o.LinkType)
	}
	c.plain = &Interface{
		LinkType:   o.LinkType,
		SnapLen:    cmp.Or(o.SnapLen, MaxSnapLen),
		Resolution: cmp.Or(c.kind.resolution, Nanoseconds),
	}
	return c, nil
}

// WritePacket writes a packet of any source. In a pcapng each Interface gets a
// description of its own where its first packet comes.
func (w *Writer) WritePacket(p *Packet) error {
	if w.err != nil {
		return w.err
	}
	i := cmp.Or(p.Interface, w.plain)
	var err error
	if len(p.Data) > MaxSnapLen {
		err = fmt.Errorf("%d bytes, at most %d: %w", len(p.Data), MaxSnapLen, ErrSize)
	} else if w.ng {
		err = w.blockOf(p, i)
	} else {
		err = w.recordOf(p, i)
	}
	if err != nil {
		return w.refuse(err)
	}
	w.frames++
	return w.flushBuf()
}

// refuse says which packet it is about.
func (w *Writer) refuse(err error) error {
	return fmt.Errorf("pcap: frame %d to write: %w", w.frames+1, err)
}

// flushBuf hands on what was put together. It stays an error once it is one.
func (w *Writer) flushBuf() error {
	if _, err := w.w.Write(w.buf); err != nil {
		w.err = err
	}
	w.buf = w.buf[:0]
	return w.err
}

// begin writes the header, unless that is done.
func (w *Writer) begin(i *Interface) error {
	if w.begun {
		return nil
	}
	w.begun = true
	if w.ng {
		return w.section()
	}
	w.fileHeader(i)
	return w.flushBuf()
}

// Flush writes what is held back, and before it the header if it is known.
func (w *Writer) Flush() error {
	if w.err == nil && (w.ng || w.o.LinkType != 0) {
		w.begin(w.plain)
	}
	if w.err == nil {
		w.err = w.w.Flush()
	}
	return w.err
}

// Close ends the file, which has a header even if nothing was written. It does
// not close the io.Writer below.
func (w *Writer) Close() error {
	if w.err == nil {
		w.begin(w.plain)
	}
	return w.Flush()
}

// Lost is what could not be written so far.
func (w *Writer) Lost() Lost { return w.lost }

// Frames is how many packets were written so far.
func (w *Writer) Frames() uint64 { return w.frames }
