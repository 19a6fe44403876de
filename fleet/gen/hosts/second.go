package hosts

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"time"
)

// second is another recorder of the same boot, which was started later: it has what
// happened from then on, and loses messages of its own.
func (m *machine) second() *machine {
	from := len(m.list)/8 + m.r.IntN(len(m.list)/2)
	for m.list[from].pair > 0 { // not between a request and its answer
		from++
	}
	s := *m
	s.Recorder = m.Recorder + 1
	s.list = slices.Clone(m.list[from:])
	born := sort.SearchInts(m.births, from)
	s.lives = slices.Clone(m.lives[born:])
	for i := range s.lives {
		l := &s.lives[i]
		l.Recorder = s.Recorder
		if l.Parent -= born; l.Parent < 0 {
			l.Parent, l.Depth = -1, 0
		} else {
			l.Depth = s.lives[l.Parent].Depth + 1
		}
	}
	asked := 0
	for _, l := range m.list[:from] {
		asked = max(asked, l.pair)
	}
	s.pairs = slices.Clone(m.pairs[asked:])
	for i := range s.pairs {
		s.pairs[i].Recorder = s.Recorder
	}
	for i := range s.list {
		l := &s.list[i]
		l.pair = max(0, l.pair-asked)
		l.lives = slices.Clone(l.lives)
		for j := range l.lives {
			l.lives[j] = max(-1, l.lives[j]-born)
		}
	}
	return &s
}

// stream is what the tables call the recording, by docs/formats.md: of the line, the time
// and the bytes of the first message that is there.
func (m *machine) stream(epoch time.Time, id string) string {
	if m.nameless {
		return ""
	}
	i := slices.IndexFunc(m.list, func(l message) bool { return !l.dropped })
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%d\n", m.identity(epoch, id), clock(epoch, m.list[i].at).UnixNano())
	sum.Write(m.list[i].data)
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// each tells of the messages that can be read.
func (m *machine) each(epoch time.Time, of *Recording) error {
	if m.o.Each == nil {
		return nil
	}
	for i := range m.list {
		l := &m.list[i]
		if l.dropped || l.lost {
			continue
		}
		e := Event{Recording: of, At: uint64(clock(epoch, l.at).UnixNano()), Kind: "event", Word: l.word, Columns: l.columns, Comm: l.name}
		if l.pair > 0 {
			e.Kind = map[bool]string{true: "request", false: "answer"}[l.request]
		}
		if err := m.o.Each(&e); err != nil {
			return err
		}
	}
	return nil
}
