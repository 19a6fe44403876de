package model

import "slices"

// dmID is the id of dm-log-userspace, and dmMost how many bytes its cn_msgs have at
// most: DM_ULOG_PREALLOCED_SIZE.
var dmID = ID{7, 1}

const dmMost = 512

// DmLog is the device mapper's log in user space as
// drivers/md/dm-log-userspace-transfer.c (6.12) has it. It has no clock: what nobody
// answers the kernel asks again after 15 seconds, which is another Ask.
type DmLog struct {
	Seq uint32 // of the next question

	k    *Kernel
	open map[uint32]int // seq → how many bytes of data an answer may have
	told []DmAnswer
}

// DmAnswer is what the kernel made of an answer that it took.
type DmAnswer struct {
	Seq   uint32
	Error int32 // 0, or the negative number of an error
	Data  []byte
}

// AddDmLog registers the log.
func (k *Kernel) AddDmLog() (*DmLog, Errno) {
	d := &DmLog{k: k, open: map[uint32]int{}}
	_, err := k.Add(dmID, "dmlogusr", d.callback)
	return d, err
}

// Ask has the kernel ask (dm_consult_userspace): request is a struct dm_ulog_request,
// whose seq and data_size are set here; room is for an answer's data. The number is
// used up also where nobody listens, ESRCH. EMSGSIZE: too long; EINVAL: no such struct.
func (d *DmLog) Ask(request, data []byte, room int) (seq uint32, out []Delivery, err Errno) {
	b := slices.Clone(request)
	switch size := d.k.reader("dm_ulog_request", nil, 0).s.Size; {
	case len(b) != size:
		return 0, nil, EINVAL
	case 20+size+len(data) > dmMost:
		return 0, nil, EMSGSIZE
	}
	seq = d.Seq
	d.Seq++
	for field, v := range map[string]uint64{"seq": uint64(seq), "data_size": uint64(len(data))} {
		if fault := d.k.table.Put(d.k.Order, b, "dm_ulog_request", field, v); fault != nil {
			panic(fault)
		}
	}
	out, err = d.k.Transmit([]Part{{ID: dmID, Seq: seq, Data: append(b, data...)}}, 0, 0)
	if err == 0 {
		d.open[seq] = room
	}
	return seq, out, err
}

// Answers returns what was taken since it was asked last.
func (d *DmLog) Answers() []DmAnswer {
	got := d.told
	d.told = nil
	return got
}

// callback is cn_ulog_callback, and fill_pkg. A short answer, of no data, is found by
// cn_msg.seq, a full one by the seq in it: nothing else of the head counts.
func (d *DmLog) callback(m *Message) {
	r := d.k.reader("dm_ulog_request", m.Data, 0)
	a := DmAnswer{Seq: m.Seq, Error: -int32(m.Ack)}
	switch {
	case m.Sender != nil && !m.Sender.SysAdmin:
		m.ignored = DropPrivilege
		return
	case m.Len == 0:
	case int(m.Len) < r.s.Size:
		m.ignored = DropPayload
		return
	default:
		a.Seq, a.Error = r.u32("seq"), int32(r.u32("error"))
	}
	room, ok := d.open[a.Seq]
	if !ok {
		m.ignored = DropUnasked
		return
	}
	delete(d.open, a.Seq)
	if m.Len > 0 {
		if n := uint64(r.u32("data_size")); n > uint64(room) {
			a.Error = -int32(ENOSPC)
		} else { // data_size is not held against len: the model takes what is not there for 0
			a.Data = make([]byte, n)
			copy(a.Data, m.Data[r.s.Size:])
		}
	}
	d.told = append(d.told, a)
}
