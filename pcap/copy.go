package pcap

import "fmt"

// WriteBlock writes a piece of a capture as it is, into a file of the same
// format. The first must be the file header or a section header; packets and
// what else names interfaces by number must follow the description that they
// had. With the option Changed, the length of a section becomes -1.
func (w *Writer) WriteBlock(b *Block) error {
	if err := w.admit(b); err != nil {
		return err
	}
	w.buf = append(w.buf[:0], b.Raw...)
	if b.Kind == KindSection && w.o.Changed {
		copy(w.buf[16:24], "\xff\xff\xff\xff\xff\xff\xff\xff")
	}
	if b.Kind == KindPacket {
		w.frames++
	}
	return w.flushBuf()
}

// WriteBlockData writes a piece that holds a packet with other captured bytes,
// no matter how many, and leaves everything else of it as it is.
func (w *Writer) WriteBlockData(b *Block, data []byte) error {
	if b.Kind != KindPacket {
		return w.refuse(fmt.Errorf("no packet is in it: %w", ErrVerbatim))
	}
	if len(data) > MaxSnapLen {
		return w.refuse(fmt.Errorf("%d bytes, at most %d: %w", len(data), MaxSnapLen, ErrSize))
	}
	if err := w.admit(b); err != nil {
		return err
	}
	raw := b.Raw
	switch {
	case !w.ng:
		w.buf = append(w.buf[:0], raw[:w.kind.headerSize]...)
		w.order.put32(w.buf[b.caplenAt:], uint32(len(data)))
		w.buf = append(w.buf, data...)
	case b.Type == TypeSimplePacket:
		w.simpleData(b, data)
	default:
		caplen := int(w.order.u32(raw[20:]))
		end := len(raw) - 4
		w.buf = append(append(w.buf[:0], raw[:28]...), data...)
		w.order.put32(w.buf[20:], uint32(len(data)))
		options := min(28+pad4(caplen), end)
		if len(data) == caplen {
			w.buf = append(w.buf, raw[28+caplen:options]...)
		}
		w.buf = padding(w.buf, len(w.buf))
		w.finish(append(w.buf, raw[options:end]...))
	}
	w.frames++
	return w.flushBuf()
}

// simpleData writes a simple packet. Cut, it must become an enhanced one, and
// then says a time that nobody knows.
func (w *Writer) simpleData(b *Block, data []byte) {
	raw := b.Raw
	length := w.order.u32(raw[8:])
	p := Packet{Data: data, Len: length}
	if isSimple(&p, b.Interface) {
		w.buf = append(append(w.buf[:0], raw[:12]...), data...)
		w.buf = padding(w.buf, len(data))
		w.finish(w.buf)
		return
	}
	w.lost.Times++
	out := append(w.start(TypeEnhancedPacket), make([]byte, 12)...) // interface 0, time 0
	out = w.order.append32(out, uint32(len(data)))
	out = w.order.append32(out, length)
	w.finish(padding(append(out, data...), len(data)))
}

// admit checks that a piece may come next, and notes what it begins.
func (w *Writer) admit(b *Block) error {
	if w.err != nil {
		return w.err
	}
	switch {
	case b.Format != w.o.Format:
		return w.refuse(fmt.Errorf("it is of a %s, the file is a %s: %w", b.Format, w.o.Format, ErrVerbatim))
	case b.Kind == KindFileHeader && w.begun:
		return w.refuse(fmt.Errorf("the file has its header: %w", ErrVerbatim))
	case b.Kind == KindFileHeader:
		w.begun, w.copied, w.order, w.linkType = true, true, endian(b.BigEndian), b.Interface.LinkType
		return nil
	case b.Kind == KindSection:
		w.begun, w.copied, w.order = true, true, endian(b.BigEndian)
		w.ids = map[*Interface]uint32{} // to clear one that was large takes long for each section
		w.count, w.last = 0, nil
		return nil
	case !w.begun:
		return w.refuse(fmt.Errorf("no header is copied before it: %w", ErrVerbatim))
	case w.order != endian(b.BigEndian):
		return w.refuse(fmt.Errorf("its headers have the other byte order: %w", ErrVerbatim))
	case b.Interface == nil:
		return nil // speaks of nothing outside itself
	case !w.copied:
		return w.refuse(fmt.Errorf("the header before it is not its own: %w", ErrVerbatim))
	case !w.ng && b.Interface.LinkType != w.linkType:
		return w.refuse(fmt.Errorf("link type %d, in a file of link type %d: %w", b.Interface.LinkType, w.linkType, ErrLinkTypes))
	case b.Kind == KindInterface:
		return w.admitInterface(b.Interface)
	case w.ng && !w.numbered(b.Interface):
		return w.refuse(fmt.Errorf("the description of its interface %d is not copied before it: %w", b.Interface.ID, ErrVerbatim))
	}
	return nil
}

func (w *Writer) numbered(i *Interface) bool {
	if i != w.last {
		id, ok := w.ids[i]
		if !ok {
			return false
		}
		w.last, w.lastID = i, id
	}
	return w.lastID == uint32(i.ID)
}

// admitInterface gives an interface that is copied the number that it had. If
// descriptions before it were damaged, something stands in for them.
func (w *Writer) admitInterface(i *Interface) error {
	if uint32(i.ID) < w.count {
		return w.refuse(fmt.Errorf("interface %d is described already: %w", i.ID, ErrVerbatim))
	}
	for ; w.count < uint32(i.ID); w.count++ {
		w.interfaceBlock(&Interface{Comments: []string{"stands for a description that was damaged"}, Resolution: Microseconds})
		if err := w.flushBuf(); err != nil {
			return err
		}
	}
	w.ids[i] = w.count
	w.count++
	return nil
}
