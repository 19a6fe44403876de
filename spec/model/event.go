package model

import (
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// Event is something that happened to a process.
type Event struct {
	What   uint32            // as the table's set "proc_event_what" has it, but for 0
	Fields map[string]uint64 // of the arm, by the table's names; the others are 0
	Comm   []byte            // comm of proc_event.comm
}

// Emit sends an event to whoever listens (R46), on the CPU and at the time that
// the kernel has. While the counter of listeners is below 1 nothing is sent and
// no number taken. It refuses an event, or a field, that the release does not
// have.
func (k *Kernel) Emit(e Event) ([]Delivery, error) {
	arm, err := k.arm(e.What)
	if err != nil {
		return nil, err
	}
	for name := range e.Fields {
		if f, ok := arm.Field(name); !ok || !k.has(f.Since) {
			return nil, fmt.Errorf("model: %s of release %v has no field %q", arm.Name, k.Release, name)
		}
	}
	if _, err := k.table.New(k.Order, arm.Name, e.Fields); err != nil {
		return nil, err
	}
	if comm, ok := arm.Field("comm"); len(e.Comm) > 0 && (!ok || len(e.Comm) > comm.Size) {
		return nil, fmt.Errorf("model: %s has no room for a name of %d bytes", arm.Name, len(e.Comm))
	}
	if k.listeners < 1 {
		return nil, nil
	}
	return k.recorded(func() {
		set := map[string]uint64{"what": uint64(e.What), "cpu": uint64(k.CPU)}
		p := Part{ID: ID{ProcIdx, ProcVal}, Seq: k.number(), Data: k.event(set, e.Fields, e.Comm)}
		k.tell(p, e.What, uint32(e.Fields["exit_code"]))
	}), nil
}

// arm returns what the union holds for an event, if the release has it.
func (k *Kernel) arm(what uint32) (*spec.Struct, error) {
	for _, v := range k.table.Set("proc_event_what") {
		if v.Value == uint64(what) && what != whatNone && v.Arm != "" && k.has(v.Since) && k.Proc {
			arm, _ := k.table.Struct(v.Arm)
			return arm, nil
		}
	}
	return nil, fmt.Errorf("model: release %v has no event %#x", k.Release, what)
}

// has reports whether the release has what the table dates so.
func (k *Kernel) has(since string) bool {
	s, err := spec.ParseSince(since)
	return err == nil && s.In(k.Release)
}

// event returns a proc_event in the generation's layout (R9): head from set, arm
// from fields and comm. What the kernel does not write is zero or old memory.
func (k *Kernel) event(set, fields map[string]uint64, comm []byte) []byte {
	name := "proc_event"
	switch {
	case k.Timespec && k.Bits32:
		name = "proc_event_timespec32"
	case k.Timespec:
		name = "proc_event_timespec64"
	}
	switch {
	case k.Timespec && k.Bits32: // time_t has 32 bits there, and wraps
		set["tv_sec"], set["tv_nsec"] = k.Clock/1e9&0xffffffff, k.Clock%1e9
	case k.Timespec:
		set["tv_sec"], set["tv_nsec"] = k.Clock/1e9, k.Clock%1e9
	default:
		set["timestamp_ns"] = k.Clock
	}
	b := must(k.table.New(k.Order, name, set))
	s, _ := k.table.Struct(name)
	union, _ := s.Field("event_data")
	b = b[:union.Offset+k.Union]
	arm, _ := k.table.Arm(uint32(set["what"]))
	data := must(k.table.New(k.Order, arm.Name, fields))
	if comm != nil {
		must(nil, k.table.PutBytes(data, arm.Name, "comm", comm))
	}
	n := copy(b[union.Offset:], data[:k.written(arm)])
	for i := union.Offset + n; i < len(b); i++ {
		b[i] = k.stale()
	}
	return b
}

// written returns how much of an arm the release writes: not the parent, which
// came later.
func (k *Kernel) written(arm *spec.Struct) int {
	n := 0
	for _, f := range arm.Fields {
		if k.has(f.Since) {
			n = f.Offset + f.Size
		}
	}
	return n
}

// stale returns what the kernel did not write.
func (k *Kernel) stale() byte {
	if k.Stale {
		return k.Old
	}
	return 0
}
