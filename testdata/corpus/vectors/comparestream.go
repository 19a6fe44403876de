package vectors

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Received is what an analysis is told of a stream: all but the answers.
type Received struct {
	Kernel    string   `json:"kernel,omitempty"`
	Filter    bool     `json:"filter,omitempty"`
	Datagrams []string `json:"datagrams"` // in the order in which they were seen; each has a message or several
}

// received returns what a question has of a stream.
func (s *Stream) received() *Received {
	if s == nil {
		return nil
	}
	r := &Received{Kernel: s.Kernel, Filter: s.Filter}
	for _, m := range s.Messages {
		if m.Hex != "" {
			r.Datagrams = append(r.Datagrams, m.Hex)
		}
	}
	return r
}

// compareStream returns what is wrong with an answer to a stream. It has to have the
// messages, and of the rest what there is; a reply's rule, and processes, are compared
// if they are there.
func (v *Vector) compareStream(got *Answer) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	want, said := v.Stream, got.Stream
	switch {
	case got.Name != "" && got.Name != v.Name:
		fault("answers another question: %.100q", got.Name)
		return faults
	case said == nil:
		fault("no stream in the answer")
		return faults
	case len(said.Messages) != len(want.Messages):
		fault("want %d messages, got %d", len(want.Messages), len(said.Messages))
		return faults
	}
	for i, w := range want.Messages {
		g := said.Messages[i]
		w.Hex, g.Hex = "", ""
		if g.Rule == "" {
			w.Rule = ""
		}
		different(fault, fmt.Sprintf("message %d", i), w, g)
	}
	different(fault, "gaps", list(want.Gaps), list(said.Gaps))
	different(fault, "late", list(want.Late), list(said.Late))
	different(fault, "restarts", list(want.Restarts), list(said.Restarts))
	different(fault, "ends", list(slices.Sorted(slices.Values(want.Ends))), list(slices.Sorted(slices.Values(said.Ends))))
	if said.Processes != nil {
		different(fault, "processes", list(want.Processes), list(said.Processes))
	}
	return faults
}

// list is a list that is never null.
func list[T any](of []T) []T { return append([]T{}, of...) }

// different tells of two values that JSON tells apart.
func different(fault func(string, ...any), name string, want, got any) {
	w, _ := json.Marshal(want) // of our own types, which have no error
	g, _ := json.Marshal(got)
	if string(w) != string(g) {
		fault("%s: want %s, got %.200s", name, w, g)
	}
}
