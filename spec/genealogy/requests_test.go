package genealogy

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

func ask(n int) Header {
	return Header{Ref: Ref{Frame: uint64(n + 1)}, Idx: 1, Val: 1, Seq: uint32(n), Ack: uint32(n), Port: 5, Kind: KindRequest, Digest: uint64(n)}
}

func answerTo(h Header) Header {
	h.Kind, h.Ack, h.Port, h.Seq, h.Timed, h.Stamp, h.CPU = KindAnswer, h.Ack+1, 0, 12345, true, uint64(h.Ack), 1
	return h
}

// A request waits for its answer while as many others come as the window has,
// and not one more.
func TestRequestWindow(t *testing.T) {
	for _, behind := range []int{0, 100, 4095, 4096} {
		var tracker Tracker
		for n := range behind + 1 {
			h := ask(n)
			tracker.Add(&h)
		}
		h := answerTo(ask(0))
		want := Verdict{Class: Reply, Of: ask(0).Ref, Rule: "ack+1"}
		if behind >= 4096 {
			want = Verdict{Class: Unsolicited}
		}
		if got := tracker.Add(&h); got != want {
			t.Errorf("behind %d others: %+v", behind, got)
		}
	}
}

// Messages of other ids, however many, do not push out requests of the process
// events.
func TestWindowsAreApart(t *testing.T) {
	var tracker Tracker
	q := ask(0)
	tracker.Add(&q)
	for n := range 2 * RequestWindow {
		tracker.Add(&Header{Idx: 77, Val: 88, Seq: uint32(n), Port: 3})
	}
	h := answerTo(q)
	if got := tracker.Add(&h); got.Class != Reply {
		t.Errorf("%+v", got)
	}
}

// Opens says which messages a Tracker takes for requests: the windows count the same ones.
func TestOpens(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		var tracker Tracker
		var process, others uint64
		for n := range 40 {
			h := Header{Ref: Ref{Frame: uint64(n/2 + 1), Msg: n % 2 * rapid.IntRange(0, 1).Draw(t, "msg")}, Digest: uint64(n), Val: 1,
				Idx: rapid.SampledFrom([]uint32{1, 3, 4, 5, 6, 7, 8, 9, 10, 14, 77, notifier}).Draw(t, "idx"),
				Seq: rapid.Uint32Max(3).Draw(t, "seq"), Ack: rapid.Uint32Max(3).Draw(t, "ack"), Port: rapid.Uint32Max(1).Draw(t, "port"),
				Kind: Kind(rapid.IntRange(0, 4).Draw(t, "kind")), Aside: rapid.IntRange(0, 9).Draw(t, "aside") == 0,
				Timed: rapid.Bool().Draw(t, "timed"), Stamp: uint64(n), Empty: rapid.Bool().Draw(t, "empty")}
			if h.Idx == notifier || rapid.Bool().Draw(t, "val") {
				h.Val = h.Idx
			}
			v := tracker.Add(&h)
			opens := v.Class == New && !v.Notice && h.Opens()
			switch seen[opens]++; {
			case opens && h.Proc():
				process++
			case opens:
				others++
			}
			if tracker.asked.index.n != process || tracker.others.index.n != others {
				t.Fatalf("%+v is %+v: %v", h, v, opens)
			}
		}
	})
	if !testkit.Few() && (seen[true]*20 < seen[false] || seen[false]*20 < seen[true]) {
		t.Errorf("hardly any: %v", seen)
	}
}

// A program that asks the same again and again gets each time its own answer.
func TestSameRequestAgain(t *testing.T) {
	var tracker Tracker
	for n := range 3 * RequestWindow {
		q := ask(0)
		q.Frame, q.Digest = uint64(2*n+1), uint64(n)
		tracker.Add(&q)
		h := answerTo(q)
		h.Frame++
		h.Stamp, h.Seq = uint64(n), uint32(n)
		if got := tracker.Add(&h); got.Class != Reply || got.Of != q.Ref {
			t.Fatalf("answer %d: %+v", n, got)
		}
	}
}

// Of requests without an answer the latest counts; when all have one, the latest
// may have another.
func TestAnsweredRequestsComeSecond(t *testing.T) {
	var tracker Tracker
	at := uint64(0)
	add := func(port, ack uint32) Verdict {
		at++
		return tracker.Add(&Header{Ref: Ref{Frame: at}, Idx: 3, Val: 1, Seq: 8, Ack: ack, Port: port, Digest: at, Kind: KindDialog})
	}
	add(4, 301)
	add(4, 302)
	for i, want := range []Verdict{
		{Class: Ambiguous, Of: Ref{Frame: 2}, Or: Ref{Frame: 1}, Rule: "seq+1"},
		{Class: Reply, Of: Ref{Frame: 1}, Rule: "seq+1"},
		{Class: Reply, Of: Ref{Frame: 2}, Rule: "seq+1"},
	} {
		if got := add(0, 9); got != want {
			t.Errorf("answer %d: %+v, want %+v", i+1, got, want)
		}
	}
	if got := add(0, 301); got != (Verdict{Class: Reply, Of: Ref{Frame: 1}, Rule: "ack"}) {
		t.Errorf("status: %+v", got)
	}
}

// Closed requests, however many, do not hide an open one that looks like them.
func TestClosedRequestsAreOutOfTheWay(t *testing.T) {
	var tracker Tracker
	first := ask(0)
	tracker.Add(&first)
	for n := range 5 * maxSteps {
		q := ask(0)
		q.Frame, q.Digest = uint64(n+2), uint64(n+2)
		tracker.Add(&q)
		h := answerTo(q)
		h.Stamp = uint64(n)
		if got := tracker.Add(&h); got.Class != Ambiguous || got.Of != q.Ref || got.Or != first.Ref {
			t.Fatalf("answer %d: %+v", n, got)
		}
	}
	h := answerTo(first)
	h.Stamp = 1 << 40
	if got := tracker.Add(&h); got.Class != Reply || got.Of != first.Ref {
		t.Errorf("%+v", got)
	}
}

// An answer is to nobody under another id, not even where it hashes alike.
func TestIdsAreApart(t *testing.T) {
	for name, id := range map[string]func(n uint32) (idx, val uint32){
		"idx": func(n uint32) (uint32, uint32) { return 100 + n, 88 },
		"val": func(n uint32) (uint32, uint32) { return 77, 100 + n },
	} {
		var tracker Tracker
		for n := range uint32(4000) {
			h := Header{Ref: Ref{Frame: uint64(n + 1)}, Port: 9, Seq: 5, Ack: 8}
			h.Idx, h.Val = id(n)
			tracker.Add(&h)
		}
		for n := range uint32(50) {
			h := Header{Seq: 5, Ack: 9, Digest: 1}
			h.Idx, h.Val = id(5000 + n)
			if got := tracker.Add(&h); got.Class != New {
				t.Errorf("another %s: %+v", name, got)
			}
		}
	}
}
