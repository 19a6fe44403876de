package pcap

import "fmt"

// section begins a section of our own.
func (w *Writer) section() error {
	b := w.start(TypeSection)
	b = w.order.append32(b, byteOrderMagic)
	b = w.order.append16(w.order.append16(b, 1), 0)
	b = w.order.append64(b, ^uint64(0)) // its length is not known yet
	if s := w.o.Section; s != nil {
		start := len(b)
		b = appendComments(b, w.order, s.Comments)
		b = appendText(b, w.order, shbHardware, s.Hardware)
		b = appendText(b, w.order, shbOS, s.OS)
		b = appendText(b, w.order, shbApplication, s.Application)
		b = appendEnd(b, start)
	}
	w.finish(b)
	return w.flushBuf()
}

// start begins a block, whose lengths finish fills in.
func (w *Writer) start(typ uint32) []byte {
	return w.order.append32(w.order.append32(w.buf[:0], typ), 0)
}

func (w *Writer) finish(b []byte) {
	length := uint32(len(b) + 4)
	w.order.put32(b[4:], length)
	w.buf = w.order.append32(b, length)
}

// blockOf puts together the block of a packet, and before it what it needs.
func (w *Writer) blockOf(p *Packet, i *Interface) error {
	ticks, exact := p.Ticks, true
	if p.Time.IsZero() {
		ticks = 0
	} else if t, ok := i.Resolution.time(ticks, i.TsOffset); !ok || !t.Equal(p.Time) {
		if ticks, exact, ok = i.Resolution.ticks(p.Time, i.TsOffset); !ok {
			return fmt.Errorf("%v, in units of %v seconds behind %d seconds: %w", p.Time, i.Resolution, i.TsOffset, ErrTime)
		}
	}
	for _, text := range p.Comments {
		if len(text) > maxOptionLength {
			return fmt.Errorf("comment of %d bytes: %w", len(text), ErrSize)
		}
	}
	id, err := w.interfaceID(i)
	if err != nil {
		return err
	}
	if !exact {
		w.lost.Fractions++
	}
	bare := len(p.Comments) == 0 && !p.Flags.Present && !p.DropCount.Present && len(p.Options.Raw) == 0
	if p.Time.IsZero() {
		if id == 0 && bare && isSimple(p, i) {
			b := w.start(TypeSimplePacket)
			b = w.order.append32(b, p.Len)
			b = padding(append(b, p.Data...), len(p.Data))
			w.finish(b)
			return nil
		}
		w.lost.Times++
	}
	b := w.start(TypeEnhancedPacket)
	b = w.order.append32(b, id)
	b = w.order.appendTicks(b, ticks)
	b = w.order.append32(b, uint32(len(p.Data)))
	b = w.order.append32(b, p.Len)
	b = padding(append(b, p.Data...), len(p.Data))
	if !bare {
		b = w.packetOptions(b, p)
		if len(b) > maxBlock-4 {
			return fmt.Errorf("options of %d bytes: %w", len(b), ErrSize)
		}
	}
	w.finish(b)
	return nil
}

// isSimple reports whether a reader of a simple packet block finds out how
// much was captured.
func isSimple(p *Packet, i *Interface) bool {
	caplen := p.Len
	if i.SnapLen > 0 {
		caplen = min(caplen, i.SnapLen)
	}
	return uint32(len(p.Data)) == caplen
}

func (w *Writer) packetOptions(b []byte, p *Packet) []byte {
	start := len(b)
	b = appendComments(b, w.order, p.Comments)
	if p.Flags.Present {
		b = appendOption32(b, w.order, epbFlags, p.Flags.Value)
	}
	if p.DropCount.Present {
		b = appendOption64(b, w.order, epbDropCount, p.DropCount.Value)
	}
	if len(p.Options.Raw) > 0 {
		var lost uint64
		b, lost = appendOthers(b, w.order, p.Options, &packetOptionShapes)
		w.lost.Options += lost
	}
	return appendEnd(b, start)
}

// Describe writes the description of an interface ahead of its packets. Only a
// pcapng has one.
func (w *Writer) Describe(i *Interface) error {
	if w.err != nil || !w.ng {
		return w.err
	}
	_, err := w.interfaceID(i)
	return err
}

// interfaceID is the number of an interface in this section; if it has none
// yet, its description is written.
func (w *Writer) interfaceID(i *Interface) (uint32, error) {
	if i == w.last && i != nil {
		return w.lastID, nil
	}
	id, ok := w.ids[i]
	if !ok {
		if err := w.checkInterface(i); err != nil {
			return 0, err
		}
		if err := w.begin(i); err != nil {
			return 0, err
		}
		id = w.count
		w.interfaceBlock(i)
		if err := w.flushBuf(); err != nil {
			return 0, err
		}
		w.ids[i] = id
		w.count++
	}
	w.last, w.lastID = i, id
	return id, nil
}

// checkInterface refuses what does not fit into a description.
func (w *Writer) checkInterface(i *Interface) error {
	if i.LinkType > 0xffff {
		return fmt.Errorf("link type %d has more than 16 bits: %w", i.LinkType, ErrLinkTypes)
	}
	for _, text := range append([]string{i.Name, i.Description, i.Filter + " ", i.OS, i.Hardware}, i.Comments...) {
		if len(text) > maxOptionLength {
			return fmt.Errorf("interface description of %d bytes: %w", len(text), ErrSize)
		}
	}
	return nil
}

func (w *Writer) interfaceBlock(i *Interface) {
	b := w.start(TypeInterface)
	b = w.order.append16(b, uint16(i.LinkType))
	b = w.order.append16(b, 0)
	b = w.order.append32(b, i.SnapLen)
	start := len(b)
	b = appendComments(b, w.order, i.Comments)
	b = appendText(b, w.order, ifName, i.Name)
	b = appendText(b, w.order, ifDescription, i.Description)
	b = appendOption(b, w.order, ifTsResol, []byte{byte(i.Resolution)})
	if i.Filter != "" {
		b = appendText(b, w.order, ifFilter, "\x00"+i.Filter)
	}
	b = appendText(b, w.order, ifOS, i.OS)
	if i.TsOffset != 0 {
		b = appendOption64(b, w.order, ifTsOffset, uint64(i.TsOffset))
	}
	b = appendText(b, w.order, ifHardware, i.Hardware)
	b, lost := appendOthers(b, w.order, i.Options, &interfaceOptionShapes)
	w.lost.Options += lost
	w.finish(appendEnd(b, start))
}
