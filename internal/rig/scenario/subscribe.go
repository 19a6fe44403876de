package scenario

import "github.com/cnwire/cnwire/codec"

// subscribe has two listeners come and go, with seq and ack values that tell
// which of them an answer takes up.
func subscribe() Scenario {
	return Scenario{
		Name: "subscribe",
		Does: "two sockets join group 1 and send LISTEN; a child lives and dies; both send IGNORE",
		Proves: []string{
			"the answer has the request's ack + 1 and a seq of the kernel's own",
			"every listener receives the answers to the others",
			"IGNORE is answered while another listener is left, and the last one's is not",
		},
		Run: func(w World) {
			a, b := w.Open("a", Options{}), w.Open("b", Options{})
			a.Join(1)
			b.Join(1)
			listen(a, 0x1001, 0x2001)
			listen(b, 0x1002, 0x3001)
			w.Settle()
			w.Child("child", Exit(0))
			w.Settle()
			ignore(a, 0x1003, 0x4001)
			ignore(b, 0x1004, 0x5001)
			w.Settle()
			a.Close()
			b.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			a, b := t.Sockets["a"], t.Sockets["b"]
			for _, ack := range []uint32{0x2001, 0x3001} {
				v.Answer(a, "a", ack, 0)
				v.Answer(b, "b", ack, 0)
			}
			v.Answer(b, "b", 0x4001, 0)
			if t.Kernel.Filters() { // a socket that sent IGNORE is told nothing more
				v.Answer(a, "a", 0x4001, -1)
			} else {
				v.Answer(a, "a", 0x4001, 0)
			}
			v.Answer(a, "a", 0x5001, -1)
			v.Answer(b, "b", 0x5001, -1)
			v.Kinds(a, t.Fact("child"), "FORK EXIT")
			v.Kinds(b, t.Fact("child"), "FORK EXIT")
			for _, f := range Answers(b) {
				v.That(f.Seq>>12 != 1, "frame %d: an answer has seq %#x, as if it were the request's", f.Number, f.Seq)
				v.That(len(f.Data) == codec.ProcEventHeadSize+codec.ExitSize, "frame %d: an answer of %d bytes", f.Number, len(f.Data))
			}
			if t.Nlmon != nil {
				v.That(len(Requests(t.Nlmon)) == 4, "nlmon has %d requests, want 4", len(Requests(t.Nlmon)))
			}
		},
	}
}
