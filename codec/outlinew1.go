package codec

// The types and the commands that say what stands behind their structs, from
// drivers/w1/w1_netlink.h.
const (
	w1MasterAdd   = 2
	w1MasterCmd   = 4
	w1SlaveCmd    = 5
	w1ListMasters = 6

	w1Search      = 2
	w1AlarmSearch = 3
	w1SlaveAdd    = 6
	w1SlaveRemove = 7
	w1ListSlaves  = 8
)

// w1 outlines the messages of the 1-wire bus from off to end, one behind the other.
func (u *Outline) w1(off, end int) {
	for off < min(end, len(u.b)) {
		kind := u.b[off]
		s := StructW1NetlinkMsg
		switch {
		case kind > w1SlaveCmd:
		case kind == w1SlaveCmd, kind < w1MasterAdd:
			s = StructW1SlaveMsg
		default:
			s = StructW1MasterMsg
		}
		body := off + W1NetlinkMsgSize
		u.add(s, 2, off, min(body, end))
		if body > min(end, len(u.b)) {
			return
		}
		own := min(body+int(u.o.Uint16(u.b[off+2:])), end)
		switch kind {
		case w1MasterCmd, w1SlaveCmd:
			u.w1Cmds(body, own)
		case w1ListMasters:
			u.row(StructW1Master, 3, W1MasterSize, body, own)
		default:
			u.add(RawData, 3, body, own)
		}
		off = own
	}
}

// w1Cmds outlines commands from off to end, one behind the other.
func (u *Outline) w1Cmds(off, end int) {
	for off < min(end, len(u.b)) {
		body := off + W1NetlinkCmdSize
		u.add(StructW1NetlinkCmd, 3, off, min(body, end))
		if body > min(end, len(u.b)) {
			return
		}
		own := min(body+int(u.o.Uint16(u.b[off+2:])), end)
		switch u.b[off] {
		case w1Search, w1AlarmSearch, w1SlaveAdd, w1SlaveRemove, w1ListSlaves:
			u.row(StructW1RegNum, 4, W1RegNumSize, body, own)
		default:
			u.add(RawData, 4, body, own)
		}
		off = own
	}
}

// row outlines structs of one size from off to end, one behind the other; the last
// one may be cut.
func (u *Outline) row(s Struct, depth uint8, size, off, end int) {
	for ; off < min(end, len(u.b)); off += size {
		u.add(s, depth, off, min(off+size, end))
	}
}
