package scenario

// loss has a listener that is too slow and one that is not.
func loss() Scenario {
	const before, after = 60, 3
	return Scenario{
		Name: "loss",
		Does: "a listener with a receive buffer as small as there can be does not read while 60 children live and die, then reads, then three more follow",
		Proves: []string{
			"the slow listener is told ENOBUFS once for all that it lost in a row, and misses exactly what nlmon has one copy fewer of",
			"what it lost is a gap in the per-CPU seq, seen when a later event of that CPU arrives",
			"from the first loss on everything is lost to it until its queue is empty",
		},
		Run: func(w World) {
			a, slow := w.Open("a", Options{}), w.Open("slow", Options{RcvBuf: 1})
			a.Join(1)
			slow.Join(1)
			listen(a, 0xb1, 0xb10)
			w.Settle()
			slow.Hold()
			for range before {
				w.Child("storm", Exit(0))
			}
			w.Settle()
			slow.Release()
			w.Settle()
			for range after {
				w.Child("after", Exit(0))
				w.Settle() // so that there is room
			}
			done(w, a, 0xb2, 0xb20)
			slow.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			a, slow := t.Sockets["a"], t.Sockets["slow"]
			v.That(t.Full("slow") >= 1, "slow was never told ENOBUFS")
			v.That(t.Full("a") == 0, "a was told ENOBUFS")
			copies := map[Key]int{}
			for _, f := range t.Nlmon {
				if f.Event != nil {
					copies[f.Key()]++
				}
			}
			var lost int
			last := map[uint32]uint32{}
			for _, f := range a {
				has := Has(slow, f.Key())
				if !has {
					lost++
				}
				if want := map[bool]int{true: 2, false: 1}[has]; t.Nlmon != nil {
					v.That(copies[f.Key()] == want, "event %+v: %d copies, want %d", f.Key(), copies[f.Key()], want)
				}
			}
			v.That(lost > before && lost < len(a), "%d of %d messages were lost", lost, len(a))
			var gap int
			for _, f := range slow {
				if before, known := last[f.Proc.CPU]; known && f.Seq != before+1 {
					gap += int(f.Seq - before - 1)
				}
				last[f.Proc.CPU] = f.Seq
			}
			v.That(gap > 0 && gap <= lost, "the gaps in slow have %d messages, %d were lost", gap, lost)
			var later int
			for _, pid := range t.Facts("after") {
				later += len(About(slow, pid)) // one of two, where the buffer holds no more
			}
			v.That(later > 0, "slow received none of the children after the storm")
		},
	}
}
