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
	numbers [numPassage]int64
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
	numPassage
)

// parts say in which line each stands, and under which key, and how wide it is.
var parts = [numPassage]struct {
	kind, key string
	signed    bool
}{
	SenderPort: {"sender", "port", false}, SenderPID: {"sender", "pid", true}, SenderTID: {"sender", "tid", true},
	SenderUID: {"sender", "uid", false}, SenderGID: {"sender", "gid", false}, SenderPIDNS: {"sender", "pidns", false},
	ReceiverPort: {"delivery", "port", false}, Group: {"", "group", false}, Result: {"delivery", "result", true}, CausedBy: {"delivery", "tid", true},
}

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
