package spec

// The notifier's id, CN_IDX_CONNECTOR and CN_VAL_CONNECTOR in
// include/linux/connector.h (2.6.14).
const notifierIdx, notifierVal = 0xffffffff, 0xffffffff

// notifier walks the data of the cn_msg at p, whose declared length is n, up to
// end, if it is a request to the notifier: a cn_ctl_msg and the ranges that it
// counts, no byte more. The counts decide, so without them it is none.
func (w *walker) notifier(h *Struct, p, n, end int) bool {
	if w.number(h, p, "id.idx") != notifierIdx || w.number(h, p, "id.val") != notifierVal {
		return false
	}
	ctl, req := w.of("cn_ctl_msg"), w.of("cn_notify_req")
	counts, _ := ctl.Field("group") // what stands before it
	data := p + h.Size
	if data+counts.Offset > min(end, len(w.b)) {
		return false
	}
	ranges := w.number(ctl, data, "idx_notify_num") + w.number(ctl, data, "val_notify_num")
	if uint64(n) != uint64(ctl.Size)+ranges*uint64(req.Size) {
		return false
	}
	ok := w.fields(ctl, data, end)
	for at := data + ctl.Size; ok && at < end; at += req.Size {
		ok = w.fields(req, at, end)
	}
	return true
}
