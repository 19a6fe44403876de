package model

// w1Block is struct w1_cb_block: the answers to one request while they are put together.
// Those with one ack in a row share a cn_msg. They are sent at the end, and before that
// where they fill the room that was set aside; of a request without W1_CN_BUNDLE after
// each of them.
type w1Block struct {
	w       *W1
	m       *Message
	room    int    // maxlen
	parts   []Part // cn_msgs; all but the last are done
	first   Part   // the memory of the first one, as it was left: what is sent where there is none
	head    []byte // the w1_netlink_msg of the request that is dealt with
	message int    // where in the last part its w1_netlink_msg is
	command int    // and its w1_netlink_cmd; below 0: there is none
}

// block sets aside what w1_cn_callback does for the answers to a request.
func (w *W1) block(m *Message) *w1Block {
	b := &w1Block{w: w, m: m, command: -1}
	commands, slaves := 0, uint16(0)
	size := w.at(nil).s.Size
	for rest := m.Data; len(rest) > 0; {
		msg := w.at(rest)
		if msg.kind == w.number("w1", "W1_MASTER_CMD") || msg.kind == w.number("w1", "W1_SLAVE_CMD") {
			n, lists := w.count(rest[size : size+msg.inside])
			commands += n
			// Of a message for a slave these are half of its number.
			if at := w.Wires[w.k.reader("w1_netlink_msg_master", rest, 0).u32("master")]; at != nil {
				slaves += uint16(8 * lists * (len(at.Slaves) + at.Room))
			}
		}
		rest = rest[size+msg.inside:]
	}
	b.room = 20 + len(m.Data) + int(slaves)
	if m.Flags&w1Bundle != 0 {
		b.room += 2 * commands * w1StatusSize
	}
	b.room = min(b.room, maxPayload)
	return b
}

// w1StatusSize is what a status needs: cn_msg, w1_netlink_msg and w1_netlink_cmd.
const w1StatusSize = 20 + 12 + w1CmdSize

// maxPayload is CONNECTOR_MAX_MSG_SIZE.
const maxPayload = 16384

// count returns how many commands are whole, and how many of them are answered with slaves.
func (w *W1) count(inside []byte) (commands, lists int) {
	for len(inside) >= w1CmdSize {
		n := w1CmdSize + int(w.k.reader("w1_netlink_cmd", inside, 0).u32("len"))
		if n > len(inside) {
			break
		}
		switch inside[0] {
		case w.number("w1_cmd", "W1_CMD_SEARCH"), w.number("w1_cmd", "W1_CMD_ALARM_SEARCH"), w.number("w1_cmd", "W1_CMD_LIST_SLAVES"):
			lists++
		}
		commands++
		inside = inside[n:]
	}
	return commands, lists
}

// length is w1_reply_len: of all cn_msgs but for the head of the first.
func (b *w1Block) length() int {
	n := -20
	for _, p := range b.parts {
		n += 20 + len(p.Data)
	}
	return max(n, 0)
}

// space is w1_reply_make_space: what there is goes out where it and the rest have no room
// together, even if there is nothing. That is a stray.
func (b *w1Block) space(n int) {
	if b.length()+n < b.room {
		return
	}
	if len(b.parts) == 0 {
		b.parts = []Part{b.first}
	}
	b.send()
}

func (b *w1Block) send() {
	b.first = b.parts[0]
	b.first.Data = nil
	if b.m.Sender != nil {
		b.w.k.send(b.parts, b.m.Sender.Port, 0, nil)
	}
	b.parts, b.command = nil, -1
}

// flush is w1_unref_block, where nobody needs the block any more.
func (b *w1Block) flush() {
	if b.length() > 0 {
		b.send()
	}
}

// begin is w1_netlink_setup_msg, and writes the head of the message at hand.
func (b *w1Block) begin(ack uint32, status byte) {
	if n := len(b.parts); n == 0 || b.parts[n-1].Ack != ack {
		b.parts = append(b.parts, Part{ID: b.m.ID, Seq: b.m.Seq, Ack: ack, Flags: b.m.Flags})
	}
	p := &b.parts[len(b.parts)-1]
	b.message = len(p.Data)
	p.Data = append(p.Data, b.head...)
	b.w.put(p.Data[b.message:], "w1_netlink_msg", "status", uint64(status))
	b.measure()
}

// measure writes how long the message at hand is, and the command in it.
func (b *w1Block) measure() {
	p := &b.parts[len(b.parts)-1]
	b.w.put(p.Data[b.message:], "w1_netlink_msg", "len", uint64(len(p.Data)-b.message-len(b.head)))
	if b.command >= 0 {
		b.w.put(p.Data[b.command:], "w1_netlink_cmd", "len", uint64(len(p.Data)-b.command-w1CmdSize))
	}
}

// data is w1_netlink_queue_cmd: a command with what it read, seq + 1 as ack.
func (b *w1Block) data(cmd []byte) {
	b.space(w1StatusSize + len(cmd) - w1CmdSize)
	b.command = -1
	b.begin(b.m.Seq+1, b.head[1])
	p := &b.parts[len(b.parts)-1]
	b.command = len(p.Data)
	p.Data = append(p.Data, cmd...)
	b.measure()
}

// slave is w1_send_slave: one more number behind the command.
func (b *w1Block) slave(cmd byte, n uint64) {
	b.space(8)
	if b.command < 0 {
		b.data([]byte{cmd, 0, 0, 0})
	}
	p := &b.parts[len(b.parts)-1]
	at := len(p.Data)
	p.Data = append(p.Data, make([]byte, 8)...)
	b.w.put(p.Data[at:], "w1_reg_num", "id", n)
	b.measure()
}

// status is w1_netlink_queue_status.
func (b *w1Block) status(cmd []byte, err byte) {
	b.space(w1StatusSize)
	b.command = -1
	b.begin(b.m.Ack, err)
	p := &b.parts[len(b.parts)-1]
	b.command = len(p.Data)
	p.Data = append(p.Data, cmd[:w1CmdSize]...)
	b.measure()
	b.part()
}

// part is w1_netlink_check_send.
func (b *w1Block) part() {
	if b.m.Flags&w1Bundle == 0 && len(b.parts) > 0 {
		b.space(b.room)
	}
}
