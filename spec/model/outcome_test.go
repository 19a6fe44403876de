package model_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec/model"
)

// answer is one that a kernel gave.
type answer struct {
	bytes  datagram
	copies int             // that the tap saw
	at     map[string]bool // the sockets that have it
	used   bool
}

type answers []*answer

// answers returns all answers of a scenario, in the order in which they came.
func (s *scenario) answers() (all answers) {
	add := func(d datagram) *answer {
		if len(d) != 76 || s.order.Uint32(d[16:]) != 1 || s.order.Uint32(d[20:]) != 1 || s.order.Uint32(d[36:]) != 0 {
			return nil
		}
		for _, a := range all {
			if bytes.Equal(a.bytes, d) {
				return a
			}
		}
		all = append(all, &answer{bytes: d, at: map[string]bool{}})
		return all[len(all)-1]
	}
	for _, d := range s.tap {
		if a := add(d); a != nil {
			a.copies++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.sockets)) {
		for _, d := range s.sockets[name] {
			if a := add(d); a != nil {
				a.at[name] = true
			}
		}
	}
	return all
}

// take returns the first unused answer with the ack that the request's makes.
func (all answers) take(s *scenario, request []byte) *answer {
	if len(request) < 40 || s.order.Uint32(request[16:]) != 1 || s.order.Uint32(request[20:]) != 1 {
		return nil
	}
	for _, a := range all {
		if !a.used && s.order.Uint32(a.bytes[28:]) == s.order.Uint32(request[28:])+1 {
			return a
		}
	}
	return nil
}

// compare holds what the model says of a request against what the kernel did.
func (s *scenario) compare(l line, out *model.Outcome, real *answer, open map[string]*model.Socket, fault func(string, ...any)) {
	sent := out.Answers()
	if len(sent) == 0 || real == nil {
		if len(sent) > 0 && len(sent[0].Got) > 0 {
			fault("%s: %.48x: the kernel gives no answer, the model %x to %d", l.Sock, l.bytes, sent[0].Bytes, len(sent[0].Got))
		}
		return // an answer that the model does not have stays unused
	}
	real.used = true
	d := sent[0]
	if !bytes.Equal(d.Bytes, real.bytes) {
		fault("%s: %.48x: answered, and the model otherwise%s", l.Sock, l.bytes, octets.Diff(real.bytes, d.Bytes, octets.Datagram(s.order)))
	}
	lossy := 0 // sockets that lost messages may have lost this one
	for name, sock := range open {
		_, kept := s.sockets[name]
		got := slices.Contains(d.Got, sock)
		lost := slices.ContainsFunc(s.log, func(l line) bool { return l.Do == "recv" && l.Sock == name })
		if got && lost && (!kept || !real.at[name]) {
			lossy++
		} else if kept && got != real.at[name] {
			fault("%s: %.48x: socket %s has the answer: %v, the model says %v", l.Sock, l.bytes, name, real.at[name], got)
		}
	}
	if len(s.tap) > 0 && real.copies != d.Tapped-lossy {
		fault("%s: %.48x: %d copies of the answer, the model says %d, and %d lost", l.Sock, l.bytes, real.copies, d.Tapped, lossy)
	}
}

// outcome is what can be told of a request and its answer.
type outcome struct {
	seq      uint32
	drop     model.Drop
	answered bool
	ack, err uint32
	echo     bool // the answer has the request's seq
	noCPU    bool // and no CPU
	got      int
}

func newOutcome(k *model.Kernel, l line, out *model.Outcome) outcome {
	o := outcome{drop: out.Drop}
	if len(l.bytes) >= 36 {
		o.seq = k.Order.Uint32(l.bytes[24:])
	}
	for _, d := range out.Answers() {
		if len(d.Got) == 0 {
			continue // nobody wanted it
		}
		b := d.Bytes
		o.answered, o.ack, o.err, o.got = true, k.Order.Uint32(b[28:]), k.Order.Uint32(b[52:]), len(d.Got)
		o.echo, o.noCPU = k.Order.Uint32(b[24:]) == o.seq, k.Order.Uint32(b[40:]) == 1<<32-1
	}
	return o
}

// differs names what is not the same.
func (o *outcome) differs(p *outcome) string {
	var what []string
	if o.answered != p.answered {
		return fmt.Sprintf("%d:answered", o.seq)
	}
	for _, c := range []struct {
		name string
		not  bool
	}{{"drop", o.drop != p.drop}, {"seq", o.echo != p.echo}, {"cpu", o.noCPU != p.noCPU}, {"err", o.err != p.err}, {"ack", o.ack != p.ack}, {"got", o.got != p.got}} {
		if c.not {
			what = append(what, c.name)
		}
	}
	if what == nil {
		return ""
	}
	return fmt.Sprintf("%d:%s", o.seq, strings.Join(what, ","))
}
