package model

import "slices"

// The id of the notifier, CN_IDX_CONNECTOR and CN_VAL_CONNECTOR.
const (
	NotifierIdx = 1<<32 - 1
	NotifierVal = 1<<32 - 1
)

// What a notification tells, in cn_msg.ack.
const (
	registered   = 0
	unregistered = 1
)

// watch is a request that the notifier has taken (R47).
type watch struct {
	idx, val uint32 // idx_notify_num, val_notify_num
	group    uint32
	ranges   []byte // cn_notify_req, those of idx first
}

// watch is drivers/connector/connector.c:cn_callback (2.6.14). Group 0 takes all
// equal requests back, whatever their group. Nobody's privilege is asked for,
// and nothing is answered.
func (k *Kernel) watch(m *Message) {
	ctl := k.reader("cn_ctl_msg", m.Data, 0)
	w := watch{idx: ctl.u32("idx_notify_num"), val: ctl.u32("val_notify_num"), group: ctl.u32("group")}
	// All of it is reckoned in 32 bits, so that large counts wrap and pass.
	size := 16 + (w.idx+w.val)*8
	if m.Len < 16 || uint32(m.Len) != size || ctl.u32("len")+16 != uint32(m.Len) {
		m.ignored = DropPayload
		return
	}
	w.ranges = m.Data[16:]
	if w.group != 0 {
		k.watches = slices.Insert(k.watches, 0, w)
		return
	}
	k.watches = slices.DeleteFunc(k.watches, func(o watch) bool {
		return o.idx == w.idx && o.val == w.val && slices.Equal(o.ranges, w.ranges)
	})
}

// notify is cn_notify: it tells the group of every request that matches the id,
// the latest request first. The message has no data.
func (k *Kernel) notify(id ID, event uint32) {
	for _, w := range slices.Clone(k.watches) {
		if k.matches(&w, id) {
			k.send([]Part{{ID: id, Ack: event}}, 0, w.group, nil)
		}
	}
}

// matches looks for idx among the ranges for idx, and then for val from the very
// range that held idx on, because the kernel forgets to step over it: val is
// held against that range, against what is left of those for idx, and against
// all but as many of its own. Behind the last range a kernel would read on,
// where wrapped counts lead it; the model stops.
func (k *Kernel) matches(w *watch, id ID) bool {
	at, found := 0, false
	for i := uint32(0); i < w.idx && at < len(w.ranges) && !found; i++ {
		if found = k.within(w.ranges[at:], id.Idx); !found {
			at += 8
		}
	}
	if !found {
		return false
	}
	for i := uint32(0); i < w.val && at < len(w.ranges); i++ {
		if k.within(w.ranges[at:], id.Val) {
			return true
		}
		at += 8
	}
	return false
}

// within reports whether the range holds n. A range beyond 2^32 wraps and holds
// nothing.
func (k *Kernel) within(b []byte, n uint32) bool {
	r := k.reader("cn_notify_req", b, 0)
	first := r.u32("first")
	return n >= first && n < first+r.u32("range")
}
