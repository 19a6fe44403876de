package pcap

// LinkType says how the packets of an interface begin. The registry is
// https://www.tcpdump.org/linktypes.html; its numbers outgrew 8 bits long ago.
type LinkType uint32

const (
	LinkTypeLinuxSLL  LinkType = 113 // Linux "cooked" header, what the device "any" gives
	LinkTypeNetlink   LinkType = 253 // netlink, below a cooked header of its own
	LinkTypeLinuxSLL2 LinkType = 276 // the second version of the cooked header
)

// Interface is where packets were captured. A classic pcap has exactly one; a
// pcapng has one for each interface description block. One that is made for a
// Writer needs a LinkType and a Resolution; a Resolution of 0 is whole seconds.
type Interface struct {
	ID         int        // counted from 0 within the section
	LinkType   LinkType   // how its packets begin
	SnapLen    uint32     // as the file says, which may be 0 or less than the packets have
	Name       string     // if_name; empty in a classic pcap, as is all that follows
	Section    int        // counted from 1; 0 in a classic pcap, which has none
	BigEndian  bool       // byte order of the headers around the packets, not of the packets
	Resolution Resolution // of its time stamps: if_tsresol

	TsOffset    int64    // if_tsoffset: seconds added to each time stamp
	Description string   // if_description
	Filter      string   // if_filter, where it is text
	OS          string   // if_os
	Hardware    string   // if_hardware
	Comments    []string // opt_comment
	Options     Options  // all options, as they stand in the file

	// Statistics is what the last interface statistics block said, nil while
	// there was none.
	Statistics *Statistics
}

// maxTables is how much memory descriptions of sections and interfaces may
// take. It is some ten thousand of them.
const maxTables = 16 << 20

// interfaceCost is about what an Interface without names takes, with its
// places in two tables that grow.
const interfaceCost = 320

// interfaceBlock reads an interface description block.
//
//	 0       4       8   10  12      16
//	+-------+-------+---+---+-------+- - - - -+-------+
//	|   1   |  len  |typ|rsv|snaplen| options |  len  |
//	+-------+-------+---+---+-------+- - - - -+-------+
func (r *Reader) interfaceBlock(b *Block, raw []byte) error {
	order := r.order
	i := &Interface{
		ID:         len(r.section),
		LinkType:   LinkType(order.u16(raw[8:])),
		SnapLen:    order.u32(raw[12:]),
		Section:    len(r.sections),
		BigEndian:  bool(order),
		Resolution: Microseconds,
	}
	if reserved := order.u16(raw[10:]); reserved != 0 {
		r.noteHeader("interface %d has reserved bits set: %#04x", i.ID, reserved)
	}
	options := raw[16 : len(raw)-4]
	if err := r.charge(interfaceCost + 2*len(options)); err != nil {
		return err
	}
	i.Options = Options{append([]byte(nil), options...), bool(order)}
	c := optionCursor{rest: i.Options.Raw, order: order}
	for c.next() {
		switch c.code {
		case optComment:
			r.comment(0, &i.Comments, &c)
		case ifName:
			i.Name = string(c.value)
		case ifDescription:
			i.Description = string(c.value)
		case ifOS:
			i.OS = string(c.value)
		case ifHardware:
			i.Hardware = string(c.value)
		case ifFilter: // a byte that says what kind, then the filter
			if len(c.value) > 0 && c.value[0] == 0 {
				i.Filter = string(c.value[1:])
			}
		case ifTsResol:
			if r.sized(0, &c, 1) {
				i.Resolution = Resolution(c.value[0])
			}
		case ifTsOffset:
			if r.sized(0, &c, 8) {
				i.TsOffset = int64(order.u64(c.value))
			}
		}
	}
	r.noteCut(0, &c)
	if !i.Resolution.sensible() {
		r.note(0, "interface %d counts time in units of %v seconds: no time stamp reaches a second", i.ID, i.Resolution)
	}
	r.section = append(r.section, i)
	r.interfaces = append(r.interfaces, i)
	b.Interface = i
	return nil
}

// charge counts what the tables take.
func (r *Reader) charge(n int) error {
	if r.tables += n; r.tables <= maxTables {
		return nil
	}
	r.err = &Error{Offset: r.offset, What: "interface table", Err: ErrLimit, Cause: errTables}
	return r.err
}
