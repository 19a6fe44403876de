package model

// uvesafbID is the id of uvesafb, uvesafbTasks how many questions may be open:
// UVESAFB_TASKS_MAX.
var uvesafbID = ID{4, 1}

const uvesafbTasks = 16

// Uvesafb is the frame buffer as drivers/video/fbdev/uvesafb.c (6.12) has it: it has
// calls of the video BIOS made. It has no clock: a question that nobody answers in 5
// seconds is given up, which is Forget.
type Uvesafb struct {
	k     *Kernel
	slot  uint32 // of the next question
	tasks [uvesafbTasks]*uvesafbTask
	told  []UvesafbAnswer
}

type uvesafbTask struct {
	ack  uint32
	room int32
}

// UvesafbAnswer is an answer that the kernel took.
type UvesafbAnswer struct {
	Slot uint32
	Task []byte // struct uvesafb_task; zeros of what the answer did not have
	Data []byte
}

// AddUvesafb registers the frame buffer.
func (k *Kernel) AddUvesafb() (*Uvesafb, Errno) {
	u := &Uvesafb{k: k}
	_, err := k.Add(uvesafbID, "v86d", u.callback)
	return u, err
}

// Ask is uvesafb_exec: task is a struct uvesafb_task whose buf_len is that of data,
// random its ack. EINVAL: no such struct. EBUSY: the slot that is next waits for its answer. E2BIG: too long.
// What nobody hears is ESRCH, and asked no more.
func (u *Uvesafb) Ask(random uint32, task, data []byte) (slot uint32, out []Delivery, err Errno) {
	slot = u.slot
	switch {
	case len(task) != u.k.reader("uvesafb_task", nil, 0).s.Size:
		return 0, nil, EINVAL
	case 20+len(task)+len(data) > 16384:
		return 0, nil, E2BIG
	case u.tasks[slot] != nil:
		return 0, nil, EBUSY
	}
	u.tasks[slot] = &uvesafbTask{random, int32(len(data))}
	u.slot = (slot + 1) % uvesafbTasks
	out, err = u.k.Transmit([]Part{{ID: uvesafbID, Seq: slot, Ack: random, Data: append(append([]byte(nil), task...), data...)}}, 0, 0)
	if err != 0 {
		u.Forget(slot)
	}
	return slot, out, err
}

// Forget gives a question up.
func (u *Uvesafb) Forget(slot uint32) { u.tasks[slot] = nil }

// Answers returns what was taken since it was asked last.
func (u *Uvesafb) Answers() []UvesafbAnswer {
	got := u.told
	u.told = nil
	return got
}

// callback is uvesafb_cn_callback. That len has room for the struct nobody looks at:
// less than it is a number above all others there, so that an answer without data is
// taken for one of zeros.
func (u *Uvesafb) callback(m *Message) {
	r := u.k.reader("uvesafb_task", m.Data, 0)
	have := uint64(m.Len) - uint64(r.s.Size)
	switch length := int32(r.u32("buf_len")); {
	case m.Sender != nil && !m.Sender.SysAdmin:
		m.ignored = DropPrivilege
	case m.Seq >= uvesafbTasks, u.tasks[m.Seq] == nil, u.tasks[m.Seq].ack != m.Ack:
		m.ignored = DropUnasked
	case u.tasks[m.Seq].room < length, uint64(int64(length)) > have:
		m.ignored = DropPayload
	default:
		a := UvesafbAnswer{Slot: m.Seq, Task: make([]byte, r.s.Size), Data: make([]byte, max(length, 0))}
		copy(a.Task, m.Data)
		if len(m.Data) > r.s.Size {
			copy(a.Data, m.Data[r.s.Size:])
		}
		u.tasks[m.Seq] = nil
		u.told = append(u.told, a)
	}
}
