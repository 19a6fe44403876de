package exam

import (
	"encoding/hex"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// streaming lays the messages of a stream. What each message is, its author says,
// from the rules: no program that looks at streams is asked.
type streaming struct {
	encoding
	vectors.Stream
}

// stream adds a vector in both byte orders. f tells the messages.
func (m *maker) stream(a about, f func(s *streaming)) {
	m.both(func(l encoding) {
		s := &streaming{encoding: l}
		f(s)
		v := l.add(vectors.Streams, "stream", l.o.word, nil, a, vectors.Answer{})
		v.Stream = &s.Stream
	})
}

// tell adds a message and returns its index. of is what a reply or a copy is of,
// and behind it what else an ambiguous one may be of.
func (s *streaming) tell(b []byte, class string, of ...int) int {
	t := vectors.Judged{Hex: hex.EncodeToString(b), Class: class}
	if len(of) > 0 {
		t.Of = &of[0]
	}
	if len(of) > 1 {
		t.Or = &of[1]
	}
	s.Messages = append(s.Messages, t)
	return len(s.Messages) - 1
}

// by names the rule of the message that was told last.
func (s *streaming) by(rule string) { s.Messages[len(s.Messages)-1].Rule = rule }

// request tells a LISTEN.
func (s *streaming) request(seq, ack uint64) int {
	return s.tell(s.exact(nil, set{"seq": seq, "ack": ack}, s.of("proc_cn_mcast_op", set{"mcast_op": 1})), "new")
}

// masked tells a LISTEN for exits only.
func (s *streaming) masked(seq, ack uint64) int {
	return s.tell(s.exact(nil, set{"seq": seq, "ack": ack}, s.of("proc_input", set{"mcast_op": 1, "event_type": 0x80000000})), "new")
}

// millisecond is the step of the streams' timestamps.
const millisecond = 1000000

// exec lays an event; at is in milliseconds.
func (s *streaming) exec(cpu, seq, at uint64) []byte {
	ev := s.must(s.t.Event(s.o, set{"what": 2, "cpu": cpu, "timestamp_ns": at * millisecond}, set{"process_pid": 100 + at%1000, "process_tgid": 100 + at%1000}))
	return s.exact(nil, set{"seq": seq}, ev)
}

// event tells it.
func (s *streaming) event(cpu, seq, at uint64) int { return s.tell(s.exec(cpu, seq, at), "event") }

// ack lays an answer of process events.
func (s *streaming) ack(cpu, seq, ack, at uint64) []byte {
	return s.exact(nil, set{"seq": seq, "ack": ack}, s.must(s.t.Event(s.o, set{"what": 0, "cpu": cpu, "timestamp_ns": at * millisecond}, nil)))
}

// cn lays a message of another id. A port says that user space sends it.
func (s *streaming) cn(idx, seq, ack, port uint64, data ...byte) []byte {
	return s.exact(set{"nlmsg_pid": port}, set{"id.idx": idx, "seq": seq, "ack": ack}, data)
}

// gap says that numbers of a CPU are missing between two messages.
func (s *streaming) gap(cpu uint32, from, to int, lost int64, filtered bool) {
	s.Gaps = append(s.Gaps, vectors.Gap{CPU: cpu, From: from, To: to, Lost: lost, Filtered: filtered})
}
