package genealogy_test

import "github.com/cnwire/cnwire/spec/genealogy"

// A world of process events: processors that count, programs that ask, answers
// that come when they like, and a channel that loses, repeats and reorders. It
// knows what each message is.

const noCPU = 0xffffffff

// fact is a message as it was sent, and what it is.
type fact struct {
	genealogy.Header
	request int // of an answer: which fact it answers
}

type world struct {
	d     *dice
	old   bool // as up to 4.6: answers copy seq, have no CPU and no number
	next  []uint32
	stamp uint64
	ack   uint32
	open  []int
	sent  []fact
}

// newWorld has a few processors whose counters stand anywhere.
func newWorld(d *dice) *world {
	w := &world{d: d, old: d.once(3), ack: d.number(), stamp: 1e9 + d.roll()%1e15}
	if d.once(2) {
		w.ack = -uint32(1 + d.below(6))
	}
	for range 1 + d.below(3) {
		w.next = append(w.next, d.number())
	}
	return w
}

// step sends a message.
func (w *world) step() {
	w.stamp += w.d.roll() % 1e7
	switch w.d.below(8) {
	case 0, 1:
		w.request()
	case 2, 3:
		w.answer()
	default:
		w.event()
	}
}

// counted sends a message with the next number of some processor.
func (w *world) counted(f fact) {
	f.CPU = uint32(w.d.below(len(w.next)))
	f.Seq = w.next[f.CPU]
	w.next[f.CPU]++
	w.send(f)
}

func (w *world) send(f fact) {
	f.Idx, f.Val = 1, 1
	f.Digest = uint64(len(w.sent)) + 1
	if f.Kind != genealogy.KindRequest {
		f.Stamp, f.Timed = w.stamp, true
	}
	w.sent = append(w.sent, f)
}

func (w *world) event() { w.counted(fact{Header: genealogy.Header{Kind: genealogy.KindEvent}}) }

// request has an ack that no other request has.
func (w *world) request() {
	w.open = append(w.open, len(w.sent))
	w.send(fact{Header: genealogy.Header{Kind: genealogy.KindRequest, Seq: w.d.number(), Ack: w.ack, Port: uint32(1 + w.d.below(3))}})
	w.ack += uint32(1 + w.d.below(3))
}

// answer is to one of the requests that have none.
func (w *world) answer() {
	if len(w.open) == 0 {
		w.request()
		return
	}
	i := w.d.below(len(w.open))
	of := w.open[i]
	w.open = append(w.open[:i], w.open[i+1:]...)
	f := fact{Header: genealogy.Header{Kind: genealogy.KindAnswer, Ack: w.sent[of].Ack + 1}, request: of}
	if w.old {
		f.Seq, f.CPU = w.sent[of].Seq, noCPU
		w.send(f)
		return
	}
	w.counted(f)
}

// channel says which of the sent messages arrive, in which order. Requests are
// not repeated: they go to the kernel alone.
type channel struct{ lose, repeat, reorder bool }

// through returns what arrives.
func (c channel) through(d *dice, sent []fact) []int {
	var order []int
	var again []int // further copies, to come later
	for i := range sent {
		if c.lose && d.once(4) {
			continue
		}
		order = append(order, i)
		for c.repeat && sent[i].Kind != genealogy.KindRequest && d.once(3) {
			order = append(order, i)
		}
		if c.repeat && sent[i].Kind != genealogy.KindRequest && d.once(4) {
			again = append(again, i)
		}
		if len(again) > 0 && d.once(3) {
			order = append(order, again[0])
			again = again[1:]
		}
	}
	order = append(order, again...)
	if c.reorder {
		for i := 0; i+1 < len(order); i++ {
			j := min(i+d.below(4), len(order)-1)
			if sent[order[i]].Kind != genealogy.KindRequest && sent[order[j]].Kind != genealogy.KindRequest {
				order[i], order[j] = order[j], order[i]
			}
		}
	}
	return order
}

// arrived is a message that came, with what a Tracker should say of it.
type arrived struct {
	genealogy.Header
	want genealogy.Verdict
	sent int
}

// judged numbers the frames and says what each message is, from the order in
// which the messages came and from what the sender knew.
func judged(sent []fact, order []int) []arrived {
	var list []arrived
	first := map[int]genealogy.Ref{}
	for n, i := range order {
		a := arrived{Header: sent[i].Header, sent: i}
		a.Frame = uint64(n + 1)
		of, again := first[i]
		request, asked := first[sent[i].request]
		switch {
		case again:
			a.want = genealogy.Verdict{Class: genealogy.Copy, Of: of}
		case a.Kind == genealogy.KindEvent:
			a.want.Class = genealogy.Event
		case a.Kind == genealogy.KindAnswer && asked:
			a.want = genealogy.Verdict{Class: genealogy.Reply, Of: request, Rule: "ack+1"}
		case a.Kind == genealogy.KindAnswer:
			a.want.Class = genealogy.Unsolicited
		}
		if !again {
			first[i] = a.Ref
		}
		list = append(list, a)
	}
	return list
}
