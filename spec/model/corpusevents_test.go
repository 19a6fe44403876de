package model_test

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec/model"
)

// margin is how far an event has to be from what the scenario did, in ns, to be
// sure which of the two came first: the clocks are one, but a line of the log is
// written before what it says, or behind it.
const margin = 10_000_000

// TestCorpusEvents holds every event of the corpus against the model: made again
// from its fields it is the same bytes, the sockets that have it are those that
// the groups, filters and the counter say, and the tap saw one copy for each.
func TestCorpusEvents(t *testing.T) {
	events, filtered, scenariosWith := 0, 0, 0
	for _, s := range scenarios(t) {
		if len(s.sockets) == 0 || s.lossy() {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			all := s.events()
			r := &result{}
			r.emit = func(k *model.Kernel, open map[string]*model.Socket, from, to int64, fault func(string, ...any)) {
				for _, e := range all {
					if at := int64(s.order.Uint64(e.bytes[44:])); at < from+margin || at > to-margin {
						continue
					}
					k.CPU, k.Clock = s.order.Uint32(e.bytes[40:]), s.order.Uint64(e.bytes[44:])
					k.SetSeq(k.CPU, s.order.Uint32(e.bytes[24:]))
					sent := mustEmit(t, k, eventOf(t, k, e.bytes))
					if len(sent) != 1 {
						fault("%x: the model sends %+v", e.bytes, sent)
						continue
					}
					if d := octets.Diff(e.bytes, sent[0].Bytes, octets.Datagram(s.order)); d != "" {
						fault("the model sends otherwise%s", d)
						continue
					}
					for name, sock := range open {
						if _, kept := s.sockets[name]; kept && slices.Contains(sent[0].Got, sock) != e.at[name] {
							fault("%x: socket %s has it: %v", e.bytes, name, e.at[name])
						}
					}
					if len(s.tap) > 0 && e.copies != sent[0].Tapped {
						fault("%x: %d copies, the model says %d", e.bytes, e.copies, sent[0].Tapped)
					}
					events++
					filtered += len(sent[0].Filtered)
				}
			}
			before := 0
			if len(s.tap) == 0 { // a machine that others use has listeners of its own
				before = 100
			}
			s.replayInto(t, r, s.release, before)
			for i, w := range r.wrong {
				if i < 5 {
					t.Error(w)
				}
			}
		})
		scenariosWith++
	}
	if scenariosWith > 0 && (events < 300 || filtered < 10) {
		t.Errorf("%d events, filtered %d times: too few to prove anything", events, filtered)
	}
	t.Logf("%d events, filtered %d times, of %d scenarios", events, filtered, scenariosWith)
}

// lossy reports whether a socket lost something.
func (s *scenario) lossy() bool {
	return slices.ContainsFunc(s.log, func(l line) bool { return l.Do == "recv" })
}

// events returns all events of a scenario, with where each was seen.
func (s *scenario) events() (all answers) {
	seen := map[string]*answer{}
	add := func(d datagram) *answer {
		if len(d) != 76 || s.order.Uint32(d[16:]) != 1 || s.order.Uint32(d[20:]) != 1 || s.order.Uint32(d[36:]) == 0 {
			return nil
		}
		a := seen[string(d)]
		if a == nil {
			a = &answer{bytes: d, at: map[string]bool{}}
			seen[string(d)] = a
			all = append(all, a)
		}
		return a
	}
	for _, d := range s.tap {
		if a := add(d); a != nil {
			a.copies++
		}
	}
	for name, queue := range s.sockets {
		for _, d := range queue {
			if a := add(d); a != nil {
				a.at[name] = true
			}
		}
	}
	return all
}
