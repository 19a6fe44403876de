package pcap

import "iter"

// Codes of options, from draft-ietf-opsawg-pcapng.
const (
	optEnd     = 0
	optComment = 1

	shbHardware    = 2
	shbOS          = 3
	shbApplication = 4

	ifName        = 2
	ifDescription = 3
	ifSpeed       = 8
	ifTsResol     = 9
	ifTimeZone    = 10
	ifFilter      = 11
	ifOS          = 12
	ifTsOffset    = 14
	ifHardware    = 15
	ifTxSpeed     = 16
	ifRxSpeed     = 17

	epbFlags     = 2
	epbDropCount = 4
	epbPacketID  = 5
	epbQueue     = 6
	epbProcessID = 8

	isbStart        = 2
	isbEnd          = 3
	isbReceived     = 4 // and the four counts behind it
	isbDelivered    = 8
	customText      = 2988 // the same in every block
	customBinary    = 2989
	customText2     = 19372
	customBinary2   = 19373
	maxOptionLength = 0xffff
)

// Options are the options of a pcapng block as they stand in the file: the
// bytes between what is fixed and the second total length.
//
//	 0   2   4
//	+---+---+----------+- - -+
//	|cod|len| val[len] | pad | ... until code 0 or the end of the block
//	+---+---+----------+- - -+
type Options struct {
	Raw       []byte
	BigEndian bool
}

// All gives code and value of each, without comment on those that do not fit:
// the Reader has noted it. The values alias Raw.
func (o Options) All() iter.Seq2[uint16, []byte] {
	return func(yield func(uint16, []byte) bool) {
		c := optionCursor{rest: o.Raw, order: endian(o.BigEndian)}
		for c.next() && yield(c.code, c.value) {
		}
	}
}

// optionCursor walks through options without allocating.
type optionCursor struct {
	rest  []byte
	order endian

	code     uint16
	value    []byte
	comments int
	cut      int // length of an option that reaches beyond the block, or -1 for bytes that are none
}

// next is false at the end, and with cut set if that is not a good one.
func (c *optionCursor) next() bool {
	if len(c.rest) < 4 {
		if len(c.rest) > 0 {
			c.cut = -1
		}
		return false
	}
	code, n := c.order.u16(c.rest), int(c.order.u16(c.rest[2:]))
	if code == optEnd {
		return false
	}
	if n > len(c.rest)-4 {
		c.cut = n
		return false
	}
	c.code, c.value = code, c.rest[4:4+n:4+n]
	c.rest = c.rest[min(4+pad4(n), len(c.rest)):]
	return true
}

// noteCut says if the options did not end well.
func (r *Reader) noteCut(frame uint64, c *optionCursor) {
	switch {
	case c.cut > 0:
		r.note(frame, "option %d says that it has %d bytes, and the block ends %d behind it", c.order.u16(c.rest), c.cut, len(c.rest)-4)
	case c.cut < 0:
		r.note(frame, "%d bytes behind the last option are none", len(c.rest))
	}
}

// sized reports whether an option has the size that it must have, and notes
// otherwise; the option is then left out.
func (r *Reader) sized(frame uint64, c *optionCursor, size int) bool {
	if len(c.value) == size {
		return true
	}
	r.note(frame, "option %d has %d bytes, not %d: it is not used", c.code, len(c.value), size)
	return false
}

// maxComments is how many comments of a block become strings. A string takes
// several times the bytes of a short option, and a block may have millions.
const maxComments = 1000

func (r *Reader) comment(frame uint64, to *[]string, c *optionCursor) {
	if c.comments++; c.comments <= maxComments {
		*to = append(*to, string(c.value))
	} else if c.comments == maxComments+1 {
		r.note(frame, "over %d comments: the rest is only among the options", maxComments)
	}
}

// appendOption appends one option, also if it is empty.
func appendOption[T []byte | string](b []byte, order endian, code uint16, value T) []byte {
	b = order.append16(order.append16(b, code), uint16(len(value)))
	return padding(append(b, value...), len(value))
}

// appendText appends an option of text, if there is any.
func appendText(b []byte, order endian, code uint16, text string) []byte {
	if text == "" {
		return b
	}
	return appendOption(b, order, code, text)
}

func appendComments(b []byte, order endian, comments []string) []byte {
	for _, text := range comments {
		b = appendOption(b, order, optComment, text)
	}
	return b
}

func appendOption32(b []byte, order endian, code uint16, v uint32) []byte {
	return order.append32(order.append16(order.append16(b, code), 4), v)
}

func appendOption64(b []byte, order endian, code uint16, v uint64) []byte {
	return order.append64(order.append16(order.append16(b, code), 8), v)
}

// appendEnd ends the options, if there are any behind start.
func appendEnd(b []byte, start int) []byte {
	if len(b) == start {
		return b
	}
	return append(b, 0, 0, 0, 0)
}
