package timeline

import (
	"time"

	"github.com/cnwire/cnwire/analysis/processes"
)

// Sink takes what there is to draw. Nothing that it gets stays as it is behind the
// call. Of a host it hears before it gets anything of it; of a life it may hear
// behind its marks, and behind its children. The first error ends the calls.
type Sink interface {
	// Begin says what the first time is, before all else. Times may be earlier all the
	// same. monotonic says that they are the kernel's clock, for the capture has none.
	Begin(at int64, monotonic bool) error
	Host(number int, name string) error
	Life(*Life) error
	Mark(*Mark) error
	Count(*Count) error
	Request(*Request) error
	// Gap takes where messages are missing, at the end.
	Gap(*Gap) error
}

// Life is a life of a process, or a process that is known only as a parent.
type Life struct {
	Key, Parent uint64 // its own, not 0, and its parent's: 0 for none
	Host        int
	PID         int32
	Name        string             // what it is called, or ""
	Process     *processes.Process // nil where it is drawn only as an ancestor
	// From is its FORK, else its first event. To is its end, else when it was last known
	// to live.
	From, To int64
	Placed   bool // there are times
}

// Mark is something that a process did, or that was done to it.
type Mark struct {
	Life  uint64 // its Key
	Host  int
	At    int64
	Frame uint64
	TID   int32
	Kind  string // in a word, as follow has it: exec, comm, uid, thread …
	Text  string // what it says, in words; may be ""
}

// Counter is something that is counted over time.
type Counter uint8

const (
	Messages Counter = iota // in the interval that begins there, copies left out
	Lost                    // so far, at least; of these some may have been filtered
	Filtered                // so far, which of those
	Dropped                 // so far, by the capture's own count
	NumCounters
)

// String returns the name of the counter.
func (c Counter) String() string {
	return [NumCounters]string{"messages", "lost, at least", "of these perhaps filtered", "dropped by the capture"}[c]
}

// Count is what a counter of a host says from a time on.
type Count struct {
	Host    int
	Counter Counter
	At      int64
	Value   uint64
	Every   time.Duration // of Messages: how long an interval is
}

// Gap is where the kernel's counter of a processor lacks numbers: between two messages.
type Gap struct {
	Host     int
	CPU      uint32
	From, To int64
	Lost     uint64
	Filtered bool // or filtered
}

// Request is a request, or an answer to nothing that was seen, or both. What is not
// there has the frame 0, and what has no time is not there.
type Request struct {
	Number              uint64 // from 1
	Host                int
	Asked, Answered     int64
	AskedIn, AnsweredIn uint64 // frames
	ID, Says, Answer    string // idx:val, what the request says, and what the answer
}
