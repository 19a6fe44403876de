package exam

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// seenMost is how many messages of a capture make a stream.
const seenMost = 20

// seen makes streams of the first messages of captures from nlmon. What each is
// goes by equal bytes, and by acks that only one request has; where that does
// not tell, there is no vector.
func (m *maker) seen() {
	entries, err := corpus.Manifest()
	if err != nil {
		m.fail("%w", err)
	}
	scenarios, err := corpus.Scenarios()
	if err != nil {
		m.fail("%w", err)
	}
	for _, e := range append(entries, scenarios...) {
		name := strings.TrimSuffix(path.Base(e.File), ".pcap")
		scenario, _, _ := strings.Cut(name, ".")
		switch scenario {
		case "subscribe", "wrap", "unprivileged", "filters", "listeners", "loss":
		default:
			if e.Log != "" {
				continue
			}
		}
		if e.Source == "nlmon" && (e.Log == "" || later(e) == 0) {
			m.seenIn(e)
		}
	}
}

// seenIn makes the stream of one capture.
func (m *maker) seenIn(e corpus.Entry) {
	s := sighting{t: m.t, last: map[uint64]int{}, sure: true}
	s.Kernel, _, _ = strings.Cut(e.Kernel, " ")
	stem := ""
	first, last := 0, 0
	err := frames(e, func(f frame) {
		if stem = f.stem; len(s.Messages) == seenMost || s.stopped {
			return
		}
		if first == 0 {
			first = f.number
		}
		last = f.number
		s.see(f)
	})
	if err != nil {
		m.fail("%w", err)
	}
	if !s.sure || s.requests == 0 || len(s.Messages) < 4 {
		return
	}
	for _, i := range s.last {
		s.Ends = append(s.Ends, i)
	}
	slices.Sort(s.Ends)
	v := m.add(vectors.Streams, "stream", e.ByteOrder, nil, about{
		name: "captured/" + stem, accepts: []string{"R20", "R21", "R22", "R23", "R25", "R26"}, flags: []string{"ack", "copies", "loss"},
		source: "captured", from: fmt.Sprintf("%s %d-%d", e.File, first, last), why: "What a tap saw first: requests, answers, events, and a copy for each listener.",
	}, vectors.Answer{})
	v.Stream = &s.Stream
}

// sighting is a stream that is being told.
type sighting struct {
	vectors.Stream
	t        *spec.Table
	frames   [][]byte
	heads    []head
	last     map[uint64]int // by CPU
	requests int
	masked   bool
	sure     bool
	stopped  bool // at what these few rules do not tell
}

// head is what they look at.
type head struct {
	request, answer, answered bool
	seq, ack, cpu             uint64
}

// see tells one message.
func (s *sighting) see(f frame) {
	h, masked, ok := s.head(f)
	if !ok {
		s.stopped = true
		return
	}
	index := len(s.Messages)
	told := vectors.Judged{Hex: hex.EncodeToString(f.b), Class: "event"}
	switch original := s.equal(f.b); {
	case original >= 0 && !h.request:
		told.Class, told.Of = "copy", &original
	case h.request:
		told.Class = "new"
		s.requests++
		s.masked = s.masked || masked
	case h.answer:
		told.Class = "unsolicited"
		for i := range s.heads {
			if q := &s.heads[i]; q.request && !q.answered && (q.ack+1)&0xffffffff == h.ack {
				s.sure = s.sure && told.Of == nil // two fit
				told.Class, told.Of, told.Rule = "reply", &i, "ack+1"
			}
		}
		if told.Of != nil {
			s.heads[*told.Of].answered = true
		}
	}
	if told.Class != "copy" && !h.request {
		before, again := s.last[h.cpu]
		if again {
			lost := int64(h.seq) - int64(s.heads[before].seq) - 1
			s.sure = s.sure && lost >= 0
			if lost > 0 {
				s.Gaps = append(s.Gaps, vectors.Gap{CPU: uint32(h.cpu), From: before, To: index, Lost: lost, Filtered: s.masked && !strings.HasPrefix(s.Kernel, "6.1.")})
			}
		}
		s.last[h.cpu] = index
	}
	s.Messages = append(s.Messages, told)
	s.frames = append(s.frames, f.b)
	s.heads = append(s.heads, h)
}

// equal returns the first message with the same bytes, or -1.
func (s *sighting) equal(b []byte) int {
	for i, f := range s.frames {
		if bytes.Equal(f, b) {
			return i
		}
	}
	return -1
}

// head reads a datagram with one sound message of process events.
func (s *sighting) head(f frame) (h head, masked, ok bool) {
	claims, err := s.t.Walk(f.order, 11, f.b, len(f.b))
	v := map[string]uint64{}
	for _, c := range claims {
		if _, twice := v[c.Struct+"."+c.Field]; twice {
			return h, false, false
		}
		v[c.Struct+"."+c.Field] = c.Value
	}
	h = head{seq: v["cn_msg.seq"], ack: v["cn_msg.ack"], cpu: v["proc_event.cpu"]}
	_, op := v["proc_cn_mcast_op.mcast_op"]
	_, input := v["proc_input.mcast_op"]
	what, event := v["proc_event.what"]
	h.request, h.answer = op || input, event && what == 0
	return h, input, err == nil && (h.request || event)
}
