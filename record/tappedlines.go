package record

import (
	"strconv"

	"github.com/cnwire/cnwire/pcap/comment"
	"github.com/cnwire/cnwire/record/audience"
	"github.com/cnwire/cnwire/record/tap"
)

// audienceLines say who listened, and what the kernel counted, when nobody's request was
// seen yet.
func audienceLines(h *audience.Here) (list []string) {
	for i := range h.List {
		l := comment.Line{Kind: "listener"}
		h.List[i].Say(&l)
		list = append(list, l.String())
	}
	n, ok := h.Count.Min()
	if most, bounded := h.Count.Max(); ok && bounded && n == most {
		l := comment.Line{Kind: "counter"}
		adder(&l)("listeners", n)
		list = append(list, l.String())
	}
	return list
}

// passageLines say what is known of a message: who sent it, where that is not the kernel,
// and what became of it, where that is not its receiver.
func passageLines(m *tap.Message) []string {
	switch {
	case m.ToKernel:
		return []string{requestLine(m, m.Port)}
	case m.From != 0:
		return []string{requestLine(m, m.From), deliveryLine(m)}
	}
	return []string{deliveryLine(m)}
}

// requestLine says who sent a message to the kernel, or to another socket.
func requestLine(m *tap.Message, port uint32) string {
	l := comment.Line{Kind: "sender"}
	add := adder(&l)
	add("port", int64(port))
	add("pid", int64(m.PID))
	if m.TID != m.PID {
		add("tid", int64(m.TID))
	}
	add("uid", int64(m.UID))
	add("gid", int64(m.GID))
	l.Add("comm", m.Comm)
	if m.PIDNS != 0 {
		add("pidns", int64(m.PIDNS))
	}
	if m.Group != 0 {
		add("group", int64(m.Group))
	}
	return l.String()
}

// deliveryLine says to whom a message of the kernel's went, and what came of it.
func deliveryLine(m *tap.Message) string {
	l := comment.Line{Kind: "delivery"}
	add := adder(&l)
	if m.Port != 0 || m.From != 0 { // beside a sender 0 is a socket without a port
		add("port", int64(m.Port))
	}
	if m.Group != 0 {
		add("group", int64(m.Group))
	}
	if m.Known {
		add("result", int64(m.Result))
	}
	add("tid", int64(m.TID))
	return l.String()
}

func adder(l *comment.Line) func(key string, n int64) {
	return func(key string, n int64) { l.Add(key, strconv.FormatInt(n, 10)) }
}
