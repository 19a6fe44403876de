package pcap

import (
	"errors"
	"fmt"
	"io"
	"math"
)

// A pcapng has its lengths twice, so that after damage the next sound block
// can be found. A classic pcap has not, and ends where it is damaged.

// refuse leaves out a block of sound bounds, because of what is in it.
func (r *Reader) refuse(typ uint32, size int64, cause error) error {
	if typ == TypeSection {
		return r.damage(typ, cause)
	}
	e := r.blockError(typ, cause)
	r.afterInterface(typ)
	r.in.discard(int(size))
	r.offset += size
	e.Resume = r.offset
	return e
}

// disagree: the length behind is not the one in front. If a block, or the
// end, is where the one in front leads, it is right, and the next call takes
// the block. Of the first section header no error could say so, as its Resume
// would be 0: it is noted. (It is the first in the window, so that looking
// behind it has not moved it.)
func (r *Reader) disagree(typ uint32, order endian, raw []byte) error {
	length := len(raw)
	cause := errLengths(uint32(length), order.u32(raw[length-4:]))
	if !wellFilled(order, typ, raw) || !r.followed(order, length) || !filled(typ) && r.blockAhead(length) {
		return r.damage(typ, cause)
	}
	r.trusted = r.offset
	if r.offset == 0 {
		r.note(0, "%v", cause)
		return nil
	}
	e := r.blockError(typ, cause)
	e.Resume = r.offset
	return e
}

// followed looks for a block, or the end of the input, behind so many bytes.
func (r *Reader) followed(order endian, length int) bool {
	b, err := r.in.peek(length + minBlock)
	if err != nil {
		return err == io.EOF && len(b) == length
	}
	b = b[length:]
	typ := order.u32(b)
	if typ == TypeSection {
		if order, err = orderOf(b); err != nil {
			return false
		}
	}
	size := order.u32(b[4:])
	if size%4 != 0 || size < minBlock || size > resyncMax {
		return false
	}
	b, err = r.in.peek(length + int(size))
	return err == nil && order.u32(b[length+int(size)-4:]) == size
}

// damage leaves out a block without sound bounds and looks for the next.
func (r *Reader) damage(typ uint32, cause error) error {
	e := r.blockError(typ, cause)
	r.end = math.MaxInt64 // which section lengths can still be right nobody knows
	r.afterInterface(typ)
	if typ == TypeSection {
		r.afterSection()
	}
	if r.err != nil {
		return r.err
	}
	skipped, err := r.scan()
	if err == io.EOF {
		r.err = e
		return e
	}
	// Where the input failed, the next call says so.
	r.offset += skipped
	e.Resume = r.offset
	return e
}

// cutBlock: the input ends before the block does. If blocks are in what is
// there, its length was wrong.
func (r *Reader) cutBlock(typ uint32, length, have int, err error) error {
	if err != io.EOF {
		r.err = r.fail(blockName(typ), length, have, err)
		return r.err
	}
	err = r.damage(typ, fmt.Errorf("total length %d, and the input ends after %d", length, have))
	var e *Error
	if errors.As(err, &e) && e.Resume == 0 && e.Err == ErrDamaged {
		e.Err, e.Cause, e.Need, e.Have = ErrTruncated, nil, int64(length), int64(have)
	}
	return err
}

func (r *Reader) blockError(typ uint32, cause error) *Error {
	return &Error{Offset: r.offset, Frame: r.frameOf(typ), What: blockName(typ), Err: ErrDamaged, Cause: cause}
}

// frameOf is the number of the frame that the next block holds, 0 if its type
// holds none.
func (r *Reader) frameOf(typ uint32) uint64 {
	if blockTypes[typ].kind != KindPacket {
		return 0
	}
	return r.frames + 1
}

// afterInterface keeps the number of an interface whose description is lost,
// so that packets are not taken for those of another.
func (r *Reader) afterInterface(typ uint32) {
	if typ == TypeInterface && r.charge(16) == nil {
		r.section = append(r.section, nil)
	}
}

// afterSection saves the section if only the length of its header is wrong.
// Else the byte order and the interfaces of what follows are unknown, and only
// the next section header helps.
func (r *Reader) afterSection() {
	r.lost = true
	if b, err := r.in.peek(sectionSize); err == nil {
		r.sectionBlock(b, nil)
	}
}

// scan moves to the next block that looks sound, and says how far that was.
func (r *Reader) scan() (skipped int64, err error) {
	for {
		r.in.discard(1)
		skipped++
		head, err := r.in.peek(minBlock)
		if err != nil {
			return skipped, err
		}
		if size := r.candidate(head); size > 0 {
			raw, err := r.in.peek(size)
			if err == nil && r.looksSound(raw) {
				return skipped, nil
			}
		}
	}
}

// candidate gives the length of a block that may begin with head, or 0.
func (r *Reader) candidate(head []byte) int {
	order := r.order
	typ := order.u32(head)
	if typ == TypeSection {
		var err error
		if order, err = orderOf(head); err != nil {
			return 0
		}
	} else if r.lost || typ > TypeSecrets && typ != TypeCustom && typ != TypeCustomNoCopy {
		return 0
	}
	t, known := blockTypes[typ]
	size := order.u32(head[4:])
	if !known || size%4 != 0 || size > resyncMax || int(size) < t.size {
		return 0
	}
	return int(size)
}

// looksSound is strict, as these bytes may be the data of a packet.
func (r *Reader) looksSound(raw []byte) bool {
	order := r.order
	typ := order.u32(raw)
	if typ == TypeSection {
		order, _ = orderOf(raw)
	}
	if order.u32(raw[len(raw)-4:]) != uint32(len(raw)) {
		return false
	}
	sound, interfaces := true, uint32(len(r.section))
	switch typ {
	case TypeSection:
		sound = order.u16(raw[12:]) == 1
	case TypeInterface:
		sound = order.u16(raw[10:]) == 0 // reserved
	case TypeStatistics, TypeEnhancedPacket:
		sound = order.u32(raw[8:]) < interfaces
	case TypePacket:
		sound = uint32(order.u16(raw[8:])) < interfaces
	case TypeSimplePacket:
		sound = interfaces > 0 && order.u32(raw[8:]) >= uint32(len(raw)-16-3)
	}
	return sound && wellFilled(order, typ, raw)
}

// filled reports whether wellFilled can tell anything about such a block.
func filled(typ uint32) bool {
	kind := blockTypes[typ].kind
	return kind == KindPacket || kind == KindSection || kind == KindInterface || kind == KindStatistics
}

// maxFilling is how many options a block may have that is believed for what is
// in it. Each byte of damage may begin such a block: to follow long lists of
// options from all of them would take for ever.
const maxFilling = 128

// wellFilled reports whether the fields of a block fill it exactly.
func wellFilled(order endian, typ uint32, raw []byte) bool {
	if len(raw) < blockTypes[typ].size {
		return false
	}
	end := len(raw) - 4
	options := end
	switch typ {
	case TypeSection:
		options = 24
	case TypeInterface:
		options = 16
	case TypeStatistics:
		options = 20
	case TypeEnhancedPacket, TypePacket:
		caplen := order.u32(raw[20:])
		if caplen > MaxSnapLen || 28+pad4(int(caplen)) > end {
			return false
		}
		options = 28 + pad4(int(caplen))
	}
	c := optionCursor{rest: raw[options:end], order: order}
	for n := 0; n < maxFilling && c.next(); n++ {
	}
	return len(c.rest) == 0 || len(c.rest) == 4 && c.cut == 0 // code 0, which ends them
}
