package model_test

import (
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// answer holds what came back against what R44 says.
func (w *world) answer(t *rapid.T, out model.Outcome, ack uint32, err uint64) {
	counted := w.release == "4.7" || w.release == "6.5" || w.filters
	v := w.received(t, out.Answers(), "ack", counted)
	if v == nil {
		return
	}
	seq, cpu := uint64(77), uint64(1<<32-1)
	if counted {
		seq, cpu = uint64(w.sent[w.k.CPU]-1), uint64(w.k.CPU)
	}
	got := v["proc_event.ack.err"]
	if w.release == "2.6.17" { // whose layout Walk does not read
		got, cpu = err, v["proc_event.cpu"]
	}
	if got != err || v["cn_msg.ack"] != uint64(ack+1) || v["cn_msg.seq"] != seq || v["proc_event.cpu"] != cpu {
		t.Fatalf("%s: %v, want err %d, ack %d, seq %d, cpu %d", w.release, v, err, ack+1, seq, cpu)
	}
	w.seen["answered"] = true
}

func (w *world) emit(t *rapid.T) {
	name := rapid.SampledFrom([]string{"fork", "exec", "exit0", "exit1"}).Draw(t, "event")
	e := model.Event{What: map[string]uint32{"fork": 1, "exec": 2, "exit0": 1 << 31, "exit1": 1 << 31}[name]}
	if name == "exit1" {
		e.Fields = map[string]uint64{"exit_code": 9}
	}
	if v := w.received(t, mustEmit(t, w.k, e), name, true); v != nil && (v["cn_msg.seq"] != uint64(w.sent[w.k.CPU]-1) || v["cn_msg.ack"] != 0) {
		t.Fatalf("%s: %v, want seq %d", w.release, v, w.sent[w.k.CPU]-1)
	}
}

// received checks who got a message of that name, and returns what is in it, or
// nil if nobody should have. numbered says that it takes a number of the CPU.
func (w *world) received(t *rapid.T, got []model.Delivery, name string, numbered bool) map[string]uint64 {
	want, filtered := map[*model.Socket]bool{}, false
	for _, p := range w.peers {
		wants := p.wants == nil
		for _, x := range p.wants {
			wants = wants || x == name
		}
		filtered = filtered || p.member && !wants
		if p.member && wants {
			want[p.s] = true
			w.seen["in the group, not in the counter"] = w.seen["in the group, not in the counter"] || w.counter() > 0 && p.asked == ""
		}
	}
	if w.counter() < 1 {
		w.seen["nobody counted"] = true
		w.seen["counter below 0"] = w.seen["counter below 0"] || w.counter() < 0
		if len(got) != 0 {
			t.Fatalf("%s: sent with a counter of %d: %+v", w.release, w.counter(), got)
		}
		return nil
	}
	if numbered {
		w.sent[w.k.CPU]++
	}
	var reached []*model.Socket
	for _, d := range got {
		reached = append(reached, d.Got...)
	}
	for _, s := range reached {
		if !want[s] {
			t.Fatalf("%s: %s reached a socket that does not want it, of %q", w.release, name, w.history())
		}
		delete(want, s)
	}
	if len(want) != 0 || len(got) > 1 {
		t.Fatalf("%s: %s missed %d sockets, %d deliveries, of %q", w.release, name, len(want), len(got), w.history())
	}
	w.seen["filtered"] = w.seen["filtered"] || filtered
	w.seen["reached two"] = w.seen["reached two"] || len(reached) > 1
	if len(reached) == 0 {
		return nil
	}
	if w.release == "2.6.17" {
		return map[string]uint64{"cn_msg.seq": uint64(w.k.Order.Uint32(got[0].Bytes[24:])), "cn_msg.ack": uint64(w.k.Order.Uint32(got[0].Bytes[28:]))}
	}
	return values(t, w.k, got[0].Bytes)
}
