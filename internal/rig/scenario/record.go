package scenario

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// record has package record write down what it is sent, beside nlmon.
func record() Scenario {
	return Scenario{
		Name:  "record",
		Apart: true,
		On:    guest,
		Does:  "cnwire's recorder listens alone, and then beside another listener, who sends the group what looks like an event; children",
		Proves: []string{
			"a recorder's file has what nlmon shows of its socket: each datagram once, to the byte, in the order of its CPU",
			"its own requests stand in the file before their answers",
			"what another program sends to the group is marked",
		},
		Run: func(w World) {
			alone := w.Record("alone", true)
			w.Child("exit 3", Exit(3))
			w.Child("exec", Exec("true"))
			w.Child("comm", SetName("cnwire"))
			w.Child("core", CoreLimit(0), DefaultSignal(sigABRT), Kill(sigABRT))
			w.Tool("threads", "2")
			w.Settle()
			alone()
			a := attentive(w, "a", 0x11, 0x100)
			beside := w.Record("beside", false)
			w.Child("child", Exit(0))
			forged := proc(a, 7, 0, 1, forgedCPU, 0, 0, 1, 1, 7, 7, 0, 0) // a FORK, of a length that the kernel does not obey
			a.SendTo(0, 1, forged.Bytes())
			w.Settle()
			beside()
			w.Child("late", Exit(0))
			done(w, a, 0x12, 0x200)
		},
		Check: func(t *Trace, v *Verdict) {
			alone, beside := t.Records["alone"], t.Records["beside"]
			v.Kinds(alone, t.Fact("exit 3"), "FORK EXIT")
			v.Kinds(alone, t.Fact("comm"), "FORK COMM EXIT")
			v.Kinds(alone, t.Fact("core"), "FORK COREDUMP EXIT")
			v.That(slices.Contains(Kinds(About(alone, t.Fact("exec"))), "EXEC"), "alone: no exec")
			v.Kinds(beside, t.Fact("child"), "FORK EXIT")
			v.Kinds(beside, t.Fact("late"), "")
			for name, frames := range t.Records {
				recorded(t, v, name, frames)
			}
			v.That(len(alone) > 0 && alone[len(alone)-1].Way == Out, "alone: something is behind IGNORE, which nobody was there to be told of")
			runner := fmt.Sprintf("cnwire:1 task pid=%d ", t.Fact("runner"))
			v.That(len(alone) > 0 && strings.Contains(strings.Join(alone[0].Said, "\n"), runner), "alone: LISTEN does not say who ran already")
			marked := 0
			for _, f := range beside {
				if f.Event != nil && f.Proc.CPU == forgedCPU {
					marked++
					v.That(slices.Contains(f.Said, fmt.Sprintf("cnwire:1 sender port=%d", t.Socket("a").Port)), "beside: frame %d is another program's, and says %q", f.Number, f.Said)
				}
			}
			v.That(marked == 1, "beside: what another program sent to the group stands there %d times", marked)
		},
	}
}

// forgedCPU is one that no machine of the rig has.
const forgedCPU = 0xffff

// recorded: a recorder's file begins with LISTEN; its requests have their direction
// and stand before what answers them; IGNORE is the last but for its answer, which
// comes before 6.6 while somebody else listens; and its counts are right.
func recorded(t *Trace, v *Verdict, name string, frames []Frame) {
	requests := Requests(frames)
	for i, f := range requests {
		want := []uint32{opListen, opIgnore}[min(i, 1)]
		v.That(f.Way == Out && f.NlPID != 0 && string(f.Data) == string(words(t.Kernel, want)), "%s: frame %d is no request of the recorder's", name, f.Number)
	}
	if len(requests) != 2 {
		v.That(false, "%s: %d requests", name, len(requests))
		return
	}
	first, last := requests[0], requests[1]
	v.That(first.Number == 1, "%s: begins with another frame than LISTEN", name)
	v.That(last.Number == len(frames) || last.Number == len(frames)-1 && frames[last.Number].Ack == last.Ack+1, "%s: IGNORE is frame %d of %d", name, last.Number, len(frames))
	answers, in := 0, 0
	for _, f := range frames {
		v.That(f.Way == In || f.Number == first.Number || f.Number == last.Number, "%s: frame %d did not come in, it says", name, f.Number)
		if f.Way == In && f.NlPID == 0 {
			in++
		}
	}
	for _, f := range Answers(frames) {
		v.That(f.Ack != last.Ack+1 || f.Number > last.Number, "%s: frame %d answers IGNORE, which is behind it", name, f.Number)
		if f.Ack == first.Ack+1 {
			answers++
		}
	}
	v.That(answers == 1, "%s: LISTEN is answered %d times", name, answers)
	v.That(t.Fact(name+".received") == int64(in) && t.Fact(name+".lost") == 0, "%s: %d messages received and %d lost, it says; the file has %d",
		name, t.Fact(name+".received"), t.Fact(name+".lost"), in)
}

// words are 32-bit words in the byte order of a kernel.
func words(k Kernel, list ...uint32) (b []byte) {
	for _, w := range list {
		if k.BigEndian() {
			b = binary.BigEndian.AppendUint32(b, w)
		} else {
			b = binary.LittleEndian.AppendUint32(b, w)
		}
	}
	return b
}
