package model

import "slices"

// w1ID is the id of the 1-wire bus, and w1Bundle the flag of its cn_msg.
var w1ID = ID{3, 1}

const w1Bundle = 1

// pageSize is PAGE_SIZE of most machines: a list of masters is cut into messages of
// as many bytes.
const pageSize = 4096

// W1 is the 1-wire bus as drivers/w1/w1_netlink.c:w1_cn_callback (6.12) has it. What a
// master does with a command is the wire's: a request for a master of which Wires has
// none gets no answer here.
type W1 struct {
	Masters []uint32             // their numbers, the newest first
	Wires   map[uint32]*W1Master // those that answer commands

	k *Kernel
}

// AddW1 registers the 1-wire bus. ENOSYS is the model's own: up to 3.15 answers go
// elsewhere and bear other numbers (R24).
func (k *Kernel) AddW1() (*W1, Errno) {
	if !k.Unicast || !k.Multiple {
		return nil, ENOSYS
	}
	w := &W1{k: k}
	if _, err := k.Add(w1ID, "w1", w.callback); err != 0 {
		return nil, err
	}
	return w, 0
}

// w1Msg is a w1_netlink_msg of a request, and what its len counts.
type w1Msg struct {
	reader
	kind   byte
	inside int
}

// callback answers a request. The whole of it is looked over before anything is done:
// where the lengths do not add up to that of the cn_msg nothing is answered.
func (w *W1) callback(m *Message) {
	if m.Flags&^w1Bundle != 0 {
		w.status(m, m.Data, EINVAL) // 12 bytes, whatever there is
		return
	}
	size := w.at(nil).s.Size
	for rest := m.Data; len(rest) > 0; {
		if len(rest) < size || len(rest)-size < w.at(rest).inside {
			m.ignored = DropPayload
			return
		}
		rest = rest[size+w.at(rest).inside:]
	}
	block, nodes := w.block(m), []w1Node(nil)
	list := w.number("w1", "W1_LIST_MASTERS")
	for rest := m.Data; len(rest) > 0; {
		msg := w.at(rest)
		switch {
		case msg.kind == list:
			w.list(m)
		default:
			node, err := w.command(msg)
			if err != 0 {
				w.status(m, rest, err)
			}
			if node.master != nil {
				node.msg = rest[:size+msg.inside]
				nodes = append(nodes, node)
			}
			if err == EPROTO { // a device that is not there is no reason to stop
				rest = nil
				continue
			}
		}
		rest = rest[size+msg.inside:]
	}
	// The threads of masters do the rest: of several at the same time, here in a row.
	for _, node := range nodes {
		block.run(node)
	}
	block.flush()
}

// command finds whom commands are for, or what is wrong with them before anybody looks
// at them. The node is empty where the model has no wire of the master.
func (w *W1) command(msg w1Msg) (w1Node, Errno) {
	switch {
	case msg.inside == 0:
		return w1Node{}, EPROTO
	case msg.kind == w.number("w1", "W1_MASTER_CMD"):
		for _, id := range w.Masters {
			if id == w.k.reader("w1_netlink_msg_master", msg.b, 0).u32("master") {
				return w1Node{master: w.Wires[id]}, 0
			}
		}
		return w1Node{}, ENODEV
	case msg.kind == w.number("w1", "W1_SLAVE_CMD"):
		slave := w.slaveNumber(msg.b)
		for _, id := range w.Masters {
			if at := w.Wires[id]; at != nil && slices.Contains(at.Slaves, slave) {
				return w1Node{master: at, slave: slave, ofSlave: true}, 0
			}
		}
		return w1Node{}, ENODEV
	}
	return w1Node{}, EPROTO
}

// at reads the w1_netlink_msg that b starts with.
func (w *W1) at(b []byte) w1Msg {
	msg := w1Msg{reader: w.k.reader("w1_netlink_msg", b, 0)}
	if len(b) > 0 {
		msg.kind, msg.inside = b[0], int(msg.u32("len"))
	}
	return msg
}

func (w *W1) number(set, name string) byte {
	n, _ := w.k.table.Number(set, name)
	return byte(n)
}

// status is w1_netlink_send_error: the heads of cn_msg and of the message at hand
// again, with nothing behind them.
func (w *W1) status(m *Message, b []byte, err Errno) {
	head := make([]byte, w.at(nil).s.Size)
	copy(head, b)
	for field, v := range map[string]uint64{"status": uint64(byte(err)), "len": 0} {
		if fault := w.k.table.Put(w.k.Order, head, "w1_netlink_msg", field, v); fault != nil {
			panic(fault)
		}
	}
	w.send(m, m.Ack, m.Flags, head)
}

// list is w1_process_command_root: as many messages as it takes. flags, and the eight
// bytes that are a number in other messages, are old memory.
func (w *W1) list(m *Message) {
	const number = 4
	head := w.at(nil).s.Size
	most := (pageSize - 20 - head) / number
	flags := uint16(w.k.Old)<<8 | uint16(w.k.Old)
	for left := w.Masters; ; left = left[most:] {
		part := left[:min(len(left), most)]
		b := must(w.k.table.New(w.k.Order, "w1_netlink_msg", map[string]uint64{"type": uint64(w.number("w1", "W1_LIST_MASTERS")), "len": uint64(number * len(part))}))
		id, _ := w.at(nil).s.Field("id")
		for i := range id.Size {
			b[id.Offset+i] = w.k.Old
		}
		for _, n := range part {
			b = append(b, must(w.k.table.New(w.k.Order, "w1_masters", map[string]uint64{"id": uint64(n)}))...)
		}
		w.send(m, m.Seq+1, flags, b)
		if len(left) <= most {
			return
		}
	}
}

// send sends an answer to who asked.
func (w *W1) send(m *Message, ack uint32, flags uint16, data []byte) {
	if m.Sender != nil {
		w.k.send([]Part{{ID: m.ID, Seq: m.Seq, Ack: ack, Flags: flags, Data: data}}, m.Sender.Port, 0, nil)
	}
}

// Event has the bus tell the group that a master came (W1_MASTER_ADD) or went: seq is
// the master's own number of the event.
func (w *W1) Event(kind string, master, seq uint32) ([]Delivery, Errno) {
	data := must(w.k.table.New(w.k.Order, "w1_netlink_msg_master", map[string]uint64{"type": uint64(w.number("w1", kind)), "master": uint64(master)}))
	return w.k.Transmit([]Part{{ID: w1ID, Seq: seq, Data: data}}, 0, 0)
}
