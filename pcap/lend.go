package pcap

// Lend has the Reader read on in memory of the caller's, and leave what it gave of that as it is: packets
// stay valid as long as the memory. NextPacket and NextUsual say no where it is full, and what has to read
// on there goes on in the Reader's own. Of the memory it uses as much as is wanted, or as what it has read already
// needs. It reports false, and changes nothing, where that has no room there.
func (r *Reader) Lend(memory []byte, wanted int) bool {
	w := &r.in
	there := w.w - w.r
	if there > len(memory) {
		return false
	}
	if !w.lent {
		w.lent, w.own = true, w.buf
	}
	w.move(memory[:min(len(memory), max(there, wanted))])
	return true
}

// Full reports whether lent memory has no room for n bytes behind the last packet.
func (r *Reader) Full(n int) bool { return r.in.lent && r.in.r+n > len(r.in.buf) }

// TakeBack has the Reader go on in its own memory. Nothing happens where none is lent.
func (r *Reader) TakeBack() {
	if r.in.lent {
		r.in.takeBack()
	}
}

// takeBack leaves lent memory as it is.
func (w *window) takeBack() {
	to := w.own
	if there := w.w - w.r; there > len(to) {
		to = make([]byte, there)
	}
	w.lent, w.own = false, nil
	w.move(to)
}

// move goes on in other memory.
func (w *window) move(to []byte) {
	w.w = copy(to, w.buf[w.r:w.w])
	w.r, w.buf = 0, to
}
