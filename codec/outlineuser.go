package codec

// user outlines the data of a connector user other than the process events.
func (u *Outline) user(id CbID, length, off, end int) {
	switch {
	case id.IsNotifier() && u.notifier(length, off, end):
	case id == CbID{CnIdxW1, CnValW1} && length >= W1NetlinkMsgSize:
		u.w1(off, end)
	case id == CbID{CnIdxV86d, CnValUvesafb} && length >= UvesafbTaskSize:
		u.counted(StructUvesafbTask, UvesafbTaskSize, 4, off, end)
	case id == CbID{CnIdxDm, CnValDmLog} && length >= DmUlogRequestSize:
		u.counted(StructDmUlogRequest, DmUlogRequestSize, 156, off, end)
	case id == CbID{CnIdxKvp, CnValKvp}:
		u.kvp(length, off, end)
	case id == CbID{CnIdxVss, CnValVss}:
		u.vss(length, off, end)
	case u.past(id, length, off, end):
	default:
		u.add(RawData, 2, off, end)
	}
}

// notifier outlines the request to the notifier from off to end, if it is one:
// its counts have to agree with the length that cn_msg declares (R47).
func (u *Outline) notifier(length, off, end int) bool {
	if off+8 > min(end, len(u.b)) {
		return false
	}
	ranges := uint64(u.o.Uint32(u.b[off:])) + uint64(u.o.Uint32(u.b[off+4:]))
	if uint64(length) != CtlMsgSize+NotifyReqSize*ranges {
		return false
	}
	u.add(StructCtlMsg, 2, off, min(off+CtlMsgSize, end))
	for at := off + CtlMsgSize; at < end; at += NotifyReqSize {
		u.add(StructNotifyReq, 3, at, min(at+NotifyReqSize, end))
	}
	return true
}

// counted outlines a struct of size bytes from off to end, whose u32 at byte count
// says how many bytes behind it are its own; what is left is the message's.
func (u *Outline) counted(s Struct, size, count, off, end int) {
	body := off + size
	u.add(s, 2, off, min(body, end))
	if body > min(end, len(u.b)) {
		return
	}
	own := body + int(min(u.o.Uint32(u.b[off+count:]), uint32(end-body)))
	u.add(RawData, 3, body, own)
	u.add(RawData, 2, own, end)
}
