package who

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/pcap/comment"
)

// Passage is what the lines sender and delivery say of a packet: who sent it, and what
// became of it. Whoever recorded it knew, and no byte of it says so. A nil *Passage is
// nothing.
type Passage struct {
	Comm string // the sender's name, any bytes; "" where no line has it

	has     uint16
	numbers [NumParts]int64
}

// Part is a number that is known of a passage.
type Part uint8

const (
	SenderPort Part = iota
	SenderPID
	SenderTID
	SenderUID
	SenderGID
	SenderPIDNS
	ReceiverPort
	Group
	Result
	CausedBy
	NumParts
)

// parts say what each is called, in which line it stands, and under which key, and
// whether it may be negative.
var parts = [NumParts]struct {
	name, kind, key string
	signed          bool
	doc             string
}{
	SenderPort:   {"sender.port", "sender", "port", false, "By a comment: the port id of the socket that sent the message."},
	SenderPID:    {"sender.pid", "sender", "pid", true, "By a comment: the process that sent the message."},
	SenderTID:    {"sender.tid", "sender", "tid", true, "By a comment: its thread, where that is another."},
	SenderUID:    {"sender.uid", "sender", "uid", false, "By a comment: the user id of the process that sent the message."},
	SenderGID:    {"sender.gid", "sender", "gid", false, "By a comment: the group id of the process that sent the message."},
	SenderPIDNS:  {"sender.pidns", "sender", "pidns", false, "By a comment: the inode of the pid namespace of the process that sent the message."},
	ReceiverPort: {"receiver.port", "delivery", "port", false, "By a comment: the port id of the socket that the message was sent to, or that received this copy of it."},
	Group:        {"group", "", "group", false, "By a comment: the group that the message was sent to; of a request, beside the kernel."},
	Result:       {"result", "delivery", "result", true, "By a comment: what the kernel's sending returned: 0, or a negative error number; -3 if nobody was there."},
	CausedBy:     {"caused_by", "delivery", "tid", true, "By a comment: the thread that was running when the kernel sent the message: who did what an event tells of, or asked."},
}

// String returns the name, as fields have it behind cn.: sender.port.
func (k Part) String() string { return parts[k].name }

// Doc returns what it is, in a sentence.
func (k Part) Doc() string { return parts[k].doc }

// Signed reports whether it may be negative.
func (k Part) Signed() bool { return parts[k].signed }

// Line returns the kind of line that has it, "" for both, and the key.
func (k Part) Line() (kind, key string) { return parts[k].kind, parts[k].key }

// Get returns a number, and whether it is known.
func (p *Passage) Get(k Part) (int64, bool) {
	if p == nil || p.has&(1<<k) == 0 {
		return 0, false
	}
	return p.numbers[k], true
}

// Sender returns the port id of the program that sent the packet, or 0.
func (p *Passage) Sender() uint32 {
	port, _ := p.Get(SenderPort)
	return uint32(port)
}

// Aside reports whether a program sent the packet to another program: then it is no request,
// answer or event, and the kernel had it, if at all, in a packet of its own.
func (p *Passage) Aside() bool {
	_, received := p.Get(ReceiverPort)
	return received && p.Sender() != 0
}

// FromKernel reports whether the kernel sent the packet: something is known of what became
// of it, and no program sent it.
func (p *Passage) FromKernel() bool {
	const delivery = 1<<ReceiverPort | 1<<Result | 1<<CausedBy
	return p != nil && p.has&delivery != 0 && p.Sender() == 0
}

// ReadPassage reads the comments of a packet, nil where they say nothing of it. Of what
// several lines say the last holds.
func ReadPassage(comments []string) (p *Passage) {
	for _, c := range comments {
		for text := range comment.Lines(c) {
			l, err := comment.Parse(text)
			if err != nil || l.Kind != "sender" && l.Kind != "delivery" {
				continue
			}
			if p == nil {
				p = new(Passage)
			}
			p.add(&l)
		}
	}
	return p
}

// add takes a line. What is no number that fits is not said.
func (p *Passage) add(l *comment.Line) {
	for k := range parts {
		part := &parts[k]
		text, ok := l.Lookup(part.key)
		if !ok || part.kind != "" && part.kind != l.Kind {
			continue
		}
		if n, ok := within(text, part.signed); ok {
			p.numbers[k] = n
			p.has |= 1 << k
		}
	}
	if comm := l.Get("comm"); comm != "" && l.Kind == "sender" {
		p.Comm = strings.Clone(cut(comm, false))
	}
}

// within reads a number of 32 bits; one with a sign may have a minus.
func within(s string, signed bool) (int64, bool) {
	base := 10
	if hex, ok := strings.CutPrefix(s, "0x"); ok {
		s, base = hex, 16
	}
	if signed {
		n, err := strconv.ParseInt(s, base, 32)
		return n, err == nil
	}
	n, err := strconv.ParseUint(s, base, 32)
	return int64(n), err == nil
}
