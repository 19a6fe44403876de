package model

import "slices"

// w1CmdSize is the size of a w1_netlink_cmd.
const w1CmdSize = 4

// W1Master is a master that answers commands, drivers/w1/w1_netlink.c:w1_process_cb (6.1).
type W1Master struct {
	Number uint32
	Seq    uint32   // of its next event; the kernel begins with 1
	Slaves []uint64 // that are known, in the order in which they came
	Room   int      // max_slave_count: 64 where nobody said otherwise
	Wire   Wire
}

// Wire is what a master's hardware does. A search finds slaves that are known: the
// kernel keeps a lock for ever when one over netlink finds others.
type Wire interface {
	Reset() (nobody bool)
	Read() byte
	Write(b byte)
	Touch(b byte) byte
	Search(alarm bool) []uint64
}

// w1Node is struct w1_cb_node: a message with commands, and whom it is for.
type w1Node struct {
	master  *W1Master
	slave   uint64
	ofSlave bool
	msg     []byte
}

// run is w1_process_cb: each command has its status, and what it read before that.
func (b *w1Block) run(n w1Node) {
	size := b.w.at(nil).s.Size
	b.head = slices.Clone(n.msg[:size])
	rest := slices.Clone(n.msg[size:])
	if n.ofSlave && n.choose() {
		b.status(append(rest, 0, 0, 0, 0), byte(ENODEV))
		return
	}
	for len(rest) > 0 {
		head := append(slices.Clone(rest), 0, 0, 0)[:w1CmdSize] // of less than a command the kernel reads on
		length := int(b.w.k.reader("w1_netlink_cmd", head, 0).u32("len"))
		if length+w1CmdSize > len(rest) {
			b.status(head, byte(E2BIG))
			return
		}
		cmd := rest[:w1CmdSize+length]
		err := b.do(n, cmd)
		b.part()
		b.status(cmd, err)
		// A search takes its own data away, so that what was there is read as a command.
		rest = rest[w1CmdSize+int(b.w.k.reader("w1_netlink_cmd", cmd, 0).u32("len")):]
	}
}

// choose is w1_reset_select_slave: it reports whether nobody is there.
func (n w1Node) choose() bool {
	if n.master.Wire.Reset() {
		return true
	}
	if len(n.master.Slaves) == 1 {
		n.master.Wire.Write(0xcc) // W1_SKIP_ROM
		return false
	}
	n.master.Wire.Write(0x55) // W1_MATCH_ROM
	for i := range 8 {
		n.master.Wire.Write(byte(n.slave >> (8 * i)))
	}
	return false
}

// do does what a command says, and returns the status.
func (b *w1Block) do(n w1Node, cmd []byte) byte {
	is := func(name string) bool { return cmd[0] == b.w.number("w1_cmd", name) }
	wire, data := n.master.Wire, cmd[w1CmdSize:]
	switch {
	case is("W1_CMD_READ"):
		for i := range data {
			data[i] = wire.Read()
		}
		b.data(cmd)
	case is("W1_CMD_TOUCH"):
		for i := range data {
			data[i] = wire.Touch(data[i])
		}
		b.data(cmd)
	case is("W1_CMD_WRITE"):
		for _, c := range data {
			wire.Write(c)
		}
	case n.ofSlave:
		return byte(EINVAL)
	case is("W1_CMD_SEARCH"), is("W1_CMD_ALARM_SEARCH"), is("W1_CMD_LIST_SLAVES"):
		b.w.put(cmd, "w1_netlink_cmd", "len", 0)
		b.data(cmd[:w1CmdSize])
		found := n.master.Slaves
		if !is("W1_CMD_LIST_SLAVES") {
			found = wire.Search(is("W1_CMD_ALARM_SEARCH"))
		}
		for _, id := range found {
			b.slave(cmd[0], id)
		}
	case is("W1_CMD_RESET"):
		if wire.Reset() {
			return 255 // -1 of a reset, in 8 bits
		}
	case is("W1_CMD_SLAVE_ADD") && len(data) == 8 && !slices.Contains(n.master.Slaves, b.w.number8(data)):
		b.w.SlaveAdd(n.master, b.w.number8(data))
	case is("W1_CMD_SLAVE_REMOVE") && len(data) == 8 && slices.Contains(n.master.Slaves, b.w.number8(data)):
		b.w.SlaveRemove(n.master, b.w.number8(data))
	default:
		return byte(EINVAL)
	}
	return 0
}

// SlaveAdd has a master know one slave more, and tell the group.
func (w *W1) SlaveAdd(m *W1Master, slave uint64) {
	m.Slaves = append(m.Slaves, slave)
	w.slaveEvent(m, "W1_SLAVE_ADD", slave)
}

// SlaveRemove has a master forget a slave, and tell the group.
func (w *W1) SlaveRemove(m *W1Master, slave uint64) {
	m.Slaves = slices.DeleteFunc(slices.Clone(m.Slaves), func(s uint64) bool { return s == slave })
	w.slaveEvent(m, "W1_SLAVE_REMOVE", slave)
}

func (w *W1) slaveEvent(m *W1Master, kind string, slave uint64) {
	data := must(w.k.table.New(w.k.Order, "w1_netlink_msg_slave", map[string]uint64{"type": uint64(w.number("w1", kind)), "slave": slave}))
	w.k.send([]Part{{ID: w1ID, Seq: m.Seq, Data: data}}, 0, 0, nil)
	m.Seq++
}

// slaveNumber reads the number of a slave in a w1_netlink_msg, and number8 that in a command.
func (w *W1) slaveNumber(msg []byte) uint64 { return w.u64(msg, "w1_netlink_msg_slave", "slave") }

func (w *W1) number8(data []byte) uint64 { return w.u64(data, "w1_reg_num", "id") }

func (w *W1) u64(b []byte, of, field string) uint64 {
	s, _ := w.k.table.Struct(of)
	f, _ := s.Field(field)
	return w.k.Order.Uint64(b[f.Offset:])
}

// put writes a number into a struct that b starts with.
func (w *W1) put(b []byte, of, field string, v uint64) {
	if fault := w.k.table.Put(w.k.Order, b, of, field, v); fault != nil {
		panic(fault)
	}
}
