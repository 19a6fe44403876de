package scenario

import "slices"

// laws are what every trace must show, whatever its scenario is.
func laws(t *Trace, v *Verdict) {
	for name, frames := range t.Sockets {
		ascending(name, frames, v)
		v.That(t.Nlmon == nil || subsequence(t.Nlmon, ordered(t, frames)), "%s received something that nlmon did not see, or in another order", name)
		for _, f := range frames {
			v.That(f.Connector(), "%s: frame %d is of family %d", name, f.Number, f.Family)
		}
	}
	for name, frames := range t.Records {
		ascending(name, frames, v)
		v.That(t.Nlmon == nil || subsequence(t.Nlmon, frames), "%s recorded something that nlmon did not see, or in another order", name)
	}
	for _, l := range t.Log {
		v.That(l.Do != "recv" || l.Error == "ENOBUFS", "%s: recv: %s", l.Sock, l.Error)
	}
	if t.Nlmon != nil {
		account(t, v)
	}
	if t.Tap != nil {
		beside := *t
		if t.Nlmon == nil {
			beside.Nlmon = heard(t)
		}
		tapped(&beside, v)
	}
	if t.Frames != nil {
		marked(t, v)
	}
	if t.Nlmon != nil && t.Frames != nil && !t.Kernel.Stock { // of those nobody else has frames
		shown(t, v)
	}
}

// ascending: the counter of a CPU only goes up, in the order in which one socket
// receives (drivers/connector/cn_proc.c:send_msg, 4.7 and later).
func ascending(name string, frames []Frame, v *Verdict) {
	last := map[uint32]uint32{}
	for _, f := range frames {
		if f.Event == nil {
			continue
		}
		before, known := last[f.Proc.CPU]
		v.That(!known || int32(f.Seq-before) > 0, "%s: frame %d has seq %d of CPU %d after %d", name, f.Number, f.Seq, f.Proc.CPU, before)
		last[f.Proc.CPU] = f.Seq
	}
}

// ordered leaves out what is in no order; account sees to it that it is there.
func ordered(t *Trace, frames []Frame) []Frame {
	if !t.Racing {
		return frames
	}
	return slices.DeleteFunc(slices.Clone(frames), func(f Frame) bool { return f.Event == nil })
}

// subsequence: nlmon has what one socket received, in that order for each CPU. Two
// CPUs send at once, and who is first in a queue need not be first in another.
func subsequence(nlmon, socket []Frame) bool {
	queues := map[queue][]Frame{}
	for _, f := range socket {
		queues[queueOf(f)] = append(queues[queueOf(f)], f)
	}
	for _, f := range nlmon {
		if q := queues[queueOf(f)]; len(q) > 0 && f.Connector() && string(f.Bytes) == string(q[0].Bytes) {
			queues[queueOf(f)] = q[1:]
		}
	}
	for _, q := range queues {
		if len(q) > 0 {
			return false
		}
	}
	return true
}

// account: every connector frame of nlmon is either one logged request or what
// one logged socket received, and each of these is a frame. So nlmon has a copy
// for each listener, has none for a listener that lost the message, and a loser's
// losses are what nlmon has and it does not.
func account(t *Trace, v *Verdict) {
	balance := map[string]int{}
	for _, f := range t.Nlmon {
		if f.Connector() {
			balance[string(f.Bytes)]++
		}
	}
	for _, l := range t.Sends("") {
		if l.DstPort == 0 && t.Socket(l.Sock).NetNS == "init" {
			balance[string(l.Bytes())]--
		}
	}
	for _, frames := range t.Sockets {
		for _, f := range frames {
			balance[string(f.Bytes)]--
		}
	}
	spare := map[string]int{}
	for _, frames := range t.Records {
		for _, f := range frames {
			balance[string(f.Bytes)]--
		}
		for _, f := range unread(t, frames) {
			spare[string(f.Bytes)]++
		}
	}
	for bytes, n := range balance {
		v.That(n <= spare[bytes], "nlmon has %d frames of %x that nobody sent or received", n, bytes)
		v.That(n >= 0, "%d frames of %x were sent or received and nlmon has them not", -n, bytes)
	}
}

// unread returns what nlmon has behind the last request of a recorder, which is its
// IGNORE: before 6.6 the kernel goes on sending to its socket while others listen,
// until it is closed.
func unread(t *Trace, frames []Frame) []Frame {
	if t.Kernel.Filters() {
		return nil
	}
	for i, f := range slices.Backward(t.Nlmon) {
		if slices.ContainsFunc(frames, func(r Frame) bool { return r.Way == Out && string(r.Bytes) == string(f.Bytes) }) {
			return t.Nlmon[i+1:]
		}
	}
	return nil
}
