package scenario

import (
	"slices"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// tapped holds what a tap saw beside nlmon against it (record/tap): each message that
// nlmon shows, once, to the byte, and none more but those that nobody received. nlmon
// alone has what programs send each other.
func tapped(t *Trace, v *Verdict) {
	aside := map[string]bool{}
	for _, l := range t.Sends("") {
		if l.DstPort != 0 {
			aside[string(l.Bytes())] = true
		}
	}
	shown, requests := map[string]bool{}, map[string]int{}
	for _, f := range t.Nlmon {
		if f.Connector() {
			shown[string(f.Bytes)] = true
			requests[string(f.Bytes)]++
		}
	}
	seen := map[string]int{}
	queues := map[uint32][]uint32{}
	for _, f := range t.Tap {
		b := string(f.Bytes)
		v.That(f.Connector(), "tap: frame %d is of family %d", f.Number, f.Family)
		seen[b]++
		if f.Way == Out {
			v.That(seen[b] <= requests[b], "tap: request %d was sent more often than nlmon shows: %x", f.Number, f.Bytes)
			v.That(slices.ContainsFunc(f.Said, func(s string) bool {
				return strings.HasPrefix(s, "cnwire:1 sender port=") && strings.Contains(s, " pid=")
			}),
				"tap: frame %d does not say who sent it: %q", f.Number, f.Said)
			continue
		}
		if f.Event != nil {
			v.That(seen[b] == 1, "tap: frame %d is an event that was there already", f.Number)
			queues[f.Proc.CPU] = append(queues[f.Proc.CPU], f.Seq)
		}
		v.That(shown[b] || nobody(f) || !t.Kernel.Traced() && !told(f), "tap: frame %d is not on nlmon, and was received, it says: %q: %x", f.Number, f.Said, f.Bytes)
	}
	for b := range shown {
		v.That(seen[b] > 0 || aside[b], "tap: nlmon has %x, and the tap has it not", b)
	}
	for cpu, list := range queues {
		v.That(whole(list), "tap: the counter of CPU %d has gaps: %d messages", cpu, len(list))
	}
	v.That(len(t.Tap) > 0, "tap: no frames")
}

// heard is what the log and the sockets have of what nlmon would have shown: requests to
// the kernel, and what anybody received.
func heard(t *Trace) (list []Frame) {
	for _, l := range t.Sends("") {
		if l.DstPort == 0 && t.Socket(l.Sock).NetNS == "init" {
			list = append(list, Frame{Family: codec.FamilyConnector, Bytes: l.Bytes()})
		}
	}
	for _, frames := range t.Sockets {
		list = append(list, frames...)
	}
	return list
}

// nobody reports whether a message says that nobody was there to receive it.
func nobody(f Frame) bool {
	return slices.ContainsFunc(f.Said, func(s string) bool {
		return strings.HasPrefix(s, "cnwire:1 delivery ") && strings.Contains(s+" ", " result=-3 ")
	})
}

// told reports whether a message says what became of it, which takes a kernel that
// has programs behind the end of a function.
func told(f Frame) bool {
	return slices.ContainsFunc(f.Said, func(s string) bool {
		return strings.HasPrefix(s, "cnwire:1 delivery ") && strings.Contains(s, " result=")
	})
}

// whole: no number is missing between the first and the last, which stand in nearly
// that order.
func whole(list []uint32) bool {
	first := list[0]
	distances := make([]int, len(list))
	for i, n := range list {
		distances[i] = int(int32(n - first))
	}
	slices.Sort(distances)
	for i, d := range distances {
		if d != distances[0]+i {
			return false
		}
	}
	return true
}
