package pcap

import (
	"errors"
	"fmt"
	"io"
)

// nextBlock reads one block of a pcapng.
//
//	 0       4       8                      len-4   len
//	+-------+-------+----------------------+-------+
//	| type  |  len  | body, a multiple of 4|  len  |
//	+-------+-------+----------------------+-------+
func (r *Reader) nextBlock(b *Block, p *Packet) error {
	if r.left > 0 {
		b.Continued = true
		return r.piece(b)
	}
	order := r.order
	head, err := r.in.peek(minBlock)
	if err != nil {
		return r.stop("block header", minBlock, len(head), err)
	}
	typ := order.u32(head)
	if typ == TypeSection {
		if order, err = orderOf(head); err != nil {
			return r.damage(typ, err)
		}
	}
	length := order.u32(head[4:])
	switch {
	case length%4 != 0 && length > minBlock && length <= maxBlock:
		return r.unaligned(b, p, order, typ, int(length))
	case length > maxBlock && length%4 == 0 && comesInPieces(typ) && !r.blockAhead(pieceSize):
		return r.firstPiece(b, typ, length)
	case length%4 != 0 || length < minBlock || length > maxBlock:
		return r.damage(typ, fmt.Errorf("total length %d", length))
	}
	raw, err := r.in.peek(int(length))
	if err != nil {
		return r.cutBlock(typ, int(length), len(raw), err)
	}
	if order.u32(raw[length-4:]) != length {
		if r.trusted != r.offset {
			if err := r.disagree(typ, order, raw); err != nil {
				return err
			}
		} else {
			order.put32(raw[length-4:], length)
		}
	}
	return r.take(b, p, typ, raw)
}

// take interprets a block whose bounds are sound.
func (r *Reader) take(b *Block, p *Packet, typ uint32, raw []byte) error {
	size := int64(len(raw))
	if typ == TypeSection {
		r.noteEnd(0)
	} else if r.offset+size > r.end {
		r.noteEnd(size)
	}
	t := blockTypes[typ]
	b.Kind, b.Packet, b.Interface = t.kind, nil, nil
	var err error
	switch {
	case len(raw) < t.size && filled(typ):
		err = fmt.Errorf("total length %d, at least %d are needed", len(raw), t.size)
	case typ == TypeEnhancedPacket, typ == TypePacket:
		err = r.packetBlock(b, p, typ, raw)
	case typ == TypeSimplePacket:
		err = r.simplePacket(b, p, raw)
	case typ == TypeInterface:
		err = r.interfaceBlock(b, raw)
	case typ == TypeStatistics:
		err = r.statisticsBlock(b, raw)
	case typ == TypeSection:
		err = r.wholeSection(raw)
	}
	if r.err != nil {
		return r.err
	}
	if err != nil {
		return r.refuse(typ, size, err)
	}
	b.Type, b.Continued = typ, false
	r.deliver(b, raw)
	return nil
}

// deliver hands out the next bytes of the input.
func (r *Reader) deliver(b *Block, raw []byte) {
	b.Raw = raw[:len(raw):len(raw)]
	b.Offset, b.Format, b.BigEndian = r.offset, r.format, bool(r.order)
	r.in.discard(len(raw))
	r.offset += int64(len(raw))
}

// unaligned reads a block whose length is no multiple of 4, which some writers
// have: either they count without the padding, or they do not pad.
func (r *Reader) unaligned(b *Block, p *Packet, order endian, typ uint32, length int) error {
	for _, size := range [...]int{length, pad4(length)} {
		raw, err := r.in.peek(size)
		if err != nil && err != io.EOF {
			return r.cutBlock(typ, size, len(raw), err)
		}
		if err == nil && order.u32(raw[size-4:]) == uint32(length) {
			r.note(r.frameOf(typ), "%s has a total length of %d, no multiple of 4", blockName(typ), length)
			return r.take(b, p, typ, raw)
		}
	}
	return r.damage(typ, fmt.Errorf("total length %d", length))
}

// comesInPieces names the blocks that may be larger than is kept in memory.
// They hold files of keys, names and logs, or what their makers like. Of other
// types so much is taken for damage.
func comesInPieces(typ uint32) bool {
	_, known := blockTypes[typ]
	return known && !filled(typ)
}

// pieceSize divides every length that a large block can have down to a rest
// with the whole second length in it.
const pieceSize = 64 << 10

// blockAhead looks for a sound block in the first bytes of one whose type says
// nothing of what is in it. Then its length is damaged: followed, it would take
// away what is behind it.
func (r *Reader) blockAhead(bytes int) bool {
	for i := minBlock; i < bytes; i++ {
		b, err := r.in.peek(i + minBlock)
		if err != nil {
			return false
		}
		if size := r.candidate(b[i:]); size > 0 {
			if b, err = r.in.peek(i + size); err == nil && r.looksSound(b[i:]) {
				return true
			}
		}
	}
	return false
}

// firstPiece begins a block over maxBlock.
func (r *Reader) firstPiece(b *Block, typ, length uint32) error {
	if r.offset+int64(length) > r.end {
		r.noteEnd(int64(length))
	}
	r.left, r.large = int64(length), block{typ, length, r.offset}
	b.Continued = false
	return r.piece(b)
}

// block is one that is under way.
type block struct {
	typ, length uint32
	offset      int64
}

func (r *Reader) piece(b *Block) error {
	size := int(min(r.left, pieceSize))
	raw, err := r.in.peek(size)
	if err != nil {
		have := int64(r.large.length) - r.left + int64(len(raw))
		e := &Error{Offset: r.large.offset, What: blockName(r.large.typ), Need: int64(r.large.length), Have: have}
		e.Err, e.Cause = r.classify(err)
		r.err = e
		return e
	}
	r.left -= int64(size)
	if behind := r.order.u32(raw[size-4:]); r.left == 0 && behind != r.large.length {
		e := r.damage(r.large.typ, errLengths(r.large.length, behind))
		var place *Error
		if errors.As(e, &place) {
			place.Offset = r.large.offset
		}
		return e
	}
	b.Kind, b.Type = blockTypes[r.large.typ].kind, r.large.typ
	b.Packet, b.Interface = nil, nil
	r.deliver(b, raw)
	return nil
}

func errLengths(front, behind uint32) error {
	return fmt.Errorf("total length %d in front, %d behind", front, behind)
}
