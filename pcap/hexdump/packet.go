package hexdump

import "fmt"

// MaxPacket is how many bytes a packet may have: as many as a record of a
// capture file.
const MaxPacket = 262144

// Format names the form that a packet stood in. Tools that print alike have
// one name.
type Format string

// The formats.
const (
	FormatXxd     Format = "xxd"     // offset with a colon
	FormatOd      Format = "od"      // offset of six or seven digits
	FormatHexdump Format = "hexdump" // offset of eight digits
	FormatTshark  Format = "tshark"  // offset of any other length: text2pcap too
	FormatTcpdump Format = "tcpdump" // offset with 0x and a colon
	FormatStrace  Format = "strace"  // arguments of a call, or the dump below it
	FormatArray   Format = "array"   // numbers between commas
	FormatString  Format = "string"  // quoted, or made of escapes alone
	FormatHex     Format = "hex"     // digits alone
)

// Dump is one packet that a text holds.
type Dump struct {
	// Data are its bytes, valid until the next call of Next.
	Data []byte

	// Len is how many bytes the packet had. It is more than len(Data) where
	// strace left the rest out and said how long it was.
	Len int

	Line   int    // the line of the first byte, from 1
	Format Format // what the line looked like
}

// packet is one that is put together.
type packet struct {
	format Format
	line   int
	data   []byte
	wire   int  // Dump.Len, if that is more than there is
	bad    bool // it had an error, which was reported: the rest is dropped
}

// item is what Next returns next: a packet, or an error.
type item struct {
	packet
	err *Error
}

// begin ends the packet at hand and starts another on the line that was read.
func (r *Reader) begin(f Format) {
	r.flush()
	r.finish()
	r.cur = packet{format: f, line: r.src.n, data: r.buffer()}
}

// add appends bytes to the packet. column is where they stand.
func (r *Reader) add(column int, b ...byte) {
	if r.cur.bad {
		return
	}
	if len(r.cur.data)+len(b) > MaxPacket {
		r.fail(ErrSize, column, "the packet that starts on line %d has more than %d bytes", r.cur.line, MaxPacket)
		return
	}
	r.cur.data = append(r.cur.data, b...)
}

// fail reports what is wrong at a column, and drops the packet at hand. A
// packet has one error: what follows from it is not worth another.
func (r *Reader) fail(class error, column int, format string, args ...any) {
	if r.cur.format != "" {
		if r.cur.bad {
			return
		}
		r.cur.bad = true
	}
	e := &Error{Line: r.src.n, Column: column, Why: fmt.Sprintf(format, args...), Err: class}
	e.mark(r.text)
	r.queue = append(r.queue, item{err: e})
}

// finish hands out the packet at hand, if it has bytes and no error.
func (r *Reader) finish() {
	if r.rows.star {
		r.rows.star = false
		r.fail(ErrCut, 1, "no offset follows the *, so it does not say how many lines it stands for")
	}
	p := r.cur
	r.cur = packet{}
	switch {
	case p.format == "":
	case p.bad, len(p.data) == 0:
		r.last = r.last[:0]
		r.recycle(p.data)
	case r.repeated(&p):
		r.recycle(p.data)
	default:
		p.wire = max(p.wire, len(p.data))
		r.queue = append(r.queue, item{packet: p})
	}
}

// buffer returns an empty buffer, an old one where one is free.
func (r *Reader) buffer() []byte {
	if n := len(r.free); n > 0 {
		b := r.free[n-1]
		r.free = r.free[:n-1]
		return b
	}
	return nil
}

// recycle keeps a buffer that nobody needs any more. Two are enough: one that
// the caller reads, one that is filled.
func (r *Reader) recycle(b []byte) {
	if cap(b) > 0 && len(r.free) < 2 {
		r.free = append(r.free, b[:0])
	}
}
