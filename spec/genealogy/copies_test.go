package genealogy

import "testing"

// tick is the nth message of a CPU.
func tick(n int) Header {
	return Header{Ref: Ref{Frame: uint64(n + 1)}, Idx: 1, Val: 1, Seq: uint32(n), CPU: uint32(n % 3), Stamp: uint64(n) * 1000, Timed: true,
		Kind: KindEvent, Digest: uint64(n)}
}

// A copy is found behind as many messages as the window has, and not behind one
// more.
func TestCopyWindow(t *testing.T) {
	for _, behind := range []int{0, 1, 63, 64, 65, 5000, 16383, 16384} {
		var c copies
		first := tick(0)
		for n := range behind + 1 {
			h := tick(n)
			if _, again := c.of(&h); again {
				t.Fatalf("message %d is a copy", n)
			}
		}
		if of, again := c.of(&first); again != (behind < 16384) || again && of != first.Ref {
			t.Errorf("behind %d others: %v of %v", behind, again, of)
		}
	}
}

// So it is where many machines that started together have the same numbers, and where each number has
// moments of its own.
func TestCopiesOfMany(t *testing.T) {
	for _, machines := range []int{1, 63, 64, 65, 100, 1000, 5000} {
		var c copies
		of := func(machine, n int) Header {
			return Header{Ref: Ref{Frame: uint64(n*machines + machine + 1)}, Idx: 1, Val: 1, Seq: uint32(n), Stamp: 3e9 + uint64(machine)*1e6 + uint64(n)*1e5, Timed: true,
				Kind: KindEvent, Digest: uint64(machine)<<32 | uint64(n)}
		}
		for n := range 3 {
			for copies := range 2 {
				for machine := range machines {
					h := of(machine, n)
					first := h.Ref
					h.Frame += uint64(copies) << 40
					if ref, again := c.of(&h); again != (copies > 0) || again && ref != first {
						t.Fatalf("%d machines: number %d of machine %d, for the %d. time: %v of %v", machines, n, machine, copies+1, again, ref)
					}
				}
			}
		}
		for n := max(0, 3-16384/machines); n < 3; n++ { // all that fit in the window
			for machine := range machines {
				h := of(machine, n)
				first := h.Ref
				if ref, again := c.of(&h); !again || ref != first {
					t.Fatalf("%d machines: number %d of machine %d is no copy, %v", machines, n, machine, ref)
				}
			}
		}
	}
}

// Whatever is not equal is no copy, not even where it hashes alike.
func TestCopiesAreEqual(t *testing.T) {
	for name, change := range map[string]func(h *Header, n uint32){
		"idx": func(h *Header, n uint32) { h.Idx += n }, "val": func(h *Header, n uint32) { h.Val += n },
		"seq": func(h *Header, n uint32) { h.Seq += n }, "ack": func(h *Header, n uint32) { h.Ack += n },
		"port": func(h *Header, n uint32) { h.Port += n }, "cpu": func(h *Header, n uint32) { h.CPU += n },
		"stamp": func(h *Header, n uint32) { h.Stamp += uint64(n) << 32 }, "digest": func(h *Header, n uint32) { h.Digest += uint64(n) },
	} {
		var c copies
		var tracker Tracker
		h := tick(5)
		c.of(&h)
		g := h
		if g.Frame++; !isCopy(&c, &g, h.Ref) {
			t.Fatal("an equal message is no copy")
		}
		for n := range uint32(1000) {
			g = h
			change(&g, n+1)
			if _, again := c.of(&g); again {
				t.Errorf("another %s, and a copy", name)
				break
			}
		}
		h.Kind, h.Timed, h.Port = KindUnknown, false, 4
		g = h
		g.Frame++
		change(&g, 1)
		tracker.Add(&h)
		if tracker.Add(&g).Class == Copy {
			t.Errorf("another %s, and a copy of the message before", name)
		}
	}
}

// isCopy reports whether h is known as a copy of the message at first.
func isCopy(c *copies, h *Header, first Ref) bool {
	of, again := c.of(h)
	return again && of == first
}
