package model

// The id of process events, CN_IDX_PROC and CN_VAL_PROC. Their group is 1.
const (
	ProcIdx = 1
	ProcVal = 1
)

// What a request asks for: enum proc_cn_mcast_op.
const (
	opListen = 1
	opIgnore = 2
)

// listen is drivers/connector/cn_proc.c:cn_proc_mcast_ctl, the callback of
// process events (R42).
func (k *Kernel) listen(m *Message) {
	foreign := m.Sender != nil && (m.Sender.UserNS != "" || m.Sender.PIDNS != "")
	if k.Namespaces == CheckFirst && foreign {
		m.ignored = DropNamespace
		return
	}
	in := k.reader("proc_input", m.Data, 0)
	op, mask := in.u32("mcast_op"), k.maskAll()
	switch {
	case m.Len == 4:
	case m.Len == 8 && k.Filters:
		mask = in.u32("event_type")
	default:
		m.ignored = DropPayload
		return
	}
	if k.Namespaces == CheckSecond && foreign {
		m.ignored = DropNamespace
		return
	}
	switch {
	case k.Admin && !m.Sender.NetAdmin:
		k.answer(m, EPERM)
	case k.Filters:
		k.answer(m, k.choose(m.Sender, op, mask))
	default:
		k.answer(m, k.count(op))
	}
}

// count is what a request does up to 6.5: the counter is all there is, and knows
// nobody (R43).
func (k *Kernel) count(op uint32) Errno {
	switch op {
	case opListen:
		k.listeners++
	case opIgnore:
		k.listeners--
	default:
		return EINVAL
	}
	return 0
}

// choose is what a request does since 6.6: the socket keeps what it asked for
// last, operations that there are not included, and the counter moves when that
// changes. A socket that has asked for nothing counts as one in IGNORE (R43).
func (k *Kernel) choose(s *Socket, op, mask uint32) Errno {
	was := uint32(opIgnore)
	if s.state != nil {
		was = s.state.op
	}
	if mask &= k.maskAll(); mask == 0 {
		mask = k.maskAll()
	}
	s.state = &state{op, mask}
	if op == was && (op == opListen || op == opIgnore) {
		return 0
	}
	return k.count(op)
}

// answer is drivers/connector/cn_proc.c:cn_proc_ack (R44): to everybody in the
// group, if anybody listens by the counter.
func (k *Kernel) answer(m *Message, err Errno) {
	if k.listeners < 1 {
		return
	}
	seq, cpu := m.Seq, uint32(1<<32-1)
	if k.CountAck {
		seq, cpu = k.number(), k.CPU
	}
	set, arm := map[string]uint64{"what": whatNone, "cpu": uint64(cpu)}, map[string]uint64{"err": uint64(err)}
	k.tell(Part{ID: m.ID, Seq: seq, Ack: m.Ack + 1, Data: k.event(set, arm, nil)}, whatNone, 0)
}

// tell sends a message of process events to their group.
func (k *Kernel) tell(p Part, what, exitCode uint32) {
	if k.Stale {
		p.Flags = uint16(k.Old) * 0x101
	}
	var want filter
	if k.Filters {
		want = func(s *Socket) bool { return s.wants(what, exitCode) }
	}
	k.send([]Part{p}, 0, ProcIdx, want)
}

// number takes the next number of the CPU's counter, whoever receives it.
func (k *Kernel) number() uint32 {
	n := k.counts[k.CPU]
	k.counts[k.CPU] = n + 1
	return n
}

// Listeners returns the counter of process events. It may be negative.
func (k *Kernel) Listeners() int { return int(k.listeners) }

// SetSeq sets a CPU's counter, as if so many messages had been sent on it.
func (k *Kernel) SetSeq(cpu, seq uint32) { k.counts[cpu] = seq }
