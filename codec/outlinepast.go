package codec

// past outlines a message from off to end of the users that kernels had once, or that
// only a header has: of each a struct of fixed size starts it. It reports whether it is
// one of theirs.
func (u *Outline) past(id CbID, length, off, end int) bool {
	switch {
	case id == CbID{CnIdxCifs, CnValCifs} && length >= CifsUpcallSize:
		u.starts(StructCifsUpcall, CifsUpcallSize, off, end)
	case id == CbID{CnIdxBB, CnValPohmelfs} && length == PohmelfsCtlSize+pohmelfsAddr:
		u.starts(StructPohmelfsCtl, PohmelfsCtlSize, off, end)
	case id == CbID{CnIdxBB, CnValPohmelfs} && length == PohmelfsAckSize+PohmelfsCtlSize+pohmelfsAddr:
		u.starts(StructPohmelfsAck, PohmelfsAckSize, off, end)
	case id == CbID{CnIdxDst, CnValDst} && length == DstCtlAckSize:
		u.starts(StructDstCtlAck, DstCtlAckSize, off, end)
	case id == CbID{CnIdxDst, CnValDst} && length >= dstCtlLeast:
		u.starts(StructDstCtl, DstCtlSize, off, end)
	case id == CbID{CnIdxDrbd, CnValDrbd} && length >= DrbdNlCfgSize:
		u.starts(StructDrbdNlCfg, DrbdNlCfgSize, off, end)
	default:
		return false
	}
	return true
}
