package record

import (
	"errors"

	"github.com/cnwire/cnwire/codec"
)

// ErrNotLinux is what Open and Send return on other systems.
var ErrNotLinux = errors.New("record: the connector is Linux's own, and this system has none: run it on Linux")

// Options say what is recorded. The zero Options record all process events.
type Options struct {
	// Buffer is how many bytes the kernel may keep for the socket until they are
	// read; an event takes 832 of them (6.18). 0 is DefaultBuffer.
	Buffer int

	// Events are those that are asked for; 0 is all. Answers to requests come
	// besides. Kernels from 6.6 on leave the others away themselves, before a filter
	// of the socket does (SPEC.md R29). COMM is always among what the kernel is asked
	// for, so that Silent has something to go by.
	Events codec.EventType

	// Follow is a process whose events alone are wanted, with the FORKs of what it
	// starts; 0 is all. Descendants adds all that descends from it, those that
	// already live included.
	Follow      int32
	Descendants bool

	// Who is what is looked up about processes, and written into comments of their
	// packets. Only the first pid namespace has the numbers of the events: elsewhere
	// nothing is looked up, and Notes says so.
	Who Who

	// ID is another user of the connector than process events, and Group the number
	// of a group; a Group of 0 is that of ID, its idx. With either, Open joins the
	// group and asks for nothing: what comes to it is recorded, whoever sent it and
	// of whatever id. Events, Follow and Who are of process events, and have no effect
	// then.
	ID    codec.CbID
	Group uint32

	// Tap takes programs in the kernel for a socket: every message to or from the
	// kernel's connector is recorded once, whoever sends it, and also if nobody
	// receives it ([github.com/cnwire/cnwire/record/tap]). ID and Group go without it. The
	// kernel makes events only while somebody has asked for them: Listen asks.
	//
	// Nlmon, with Tap, records frames instead, as nlmon of a kernel shows them that lets
	// it: a message for each socket that it is queued at, none for those that nobody
	// receives, and what programs send each other, all of this network namespace. What
	// Listen asks for, a socket of our own receives, so that there are frames.
	Tap    bool
	Listen bool
	Nlmon  bool

	exchange bool // of Send: what answers its request comes, and as little else as may be
}

// DefaultBuffer is room for some 80 000 events.
const DefaultBuffer = 64 << 20

// AllEvents are the bits of all events that Events may have.
const AllEvents = codec.EventFork | codec.EventExec | codec.EventUID | codec.EventGID | codec.EventSID | codec.EventPtrace |
	codec.EventComm | codec.EventNonzeroExit | codec.EventCoredump | codec.EventExit

// wants reports whether an event is asked for. exit is its exit_code.
func (o *Options) wants(what codec.EventType, exit uint32) bool {
	if o.Events == 0 || what == codec.EventNone || o.Events&what != 0 {
		return true
	}
	return what == codec.EventExit && exit != 0 && o.Events&codec.EventNonzeroExit != 0 // R13
}

// mask is what the kernel is asked for: COMM too, by which the heart is heard, and
// with Descendants who starts whom.
func (o *Options) mask() codec.EventType {
	if o.Events == 0 {
		return 0
	}
	mask := o.Events | codec.EventComm
	if o.Descendants {
		mask |= codec.EventFork
	}
	return mask
}
