package hosts

// Truth is what happened on all hosts.
type Truth struct {
	Files  []File
	Lives  []Life
	Losses []Loss
	Pairs  []Pair
	Execs  []Execs
	Events int // that stand in the files, each once for each recorder
	Of     []Recording
}

// Boot says of which recording of which host something is.
type Boot struct {
	Host, Boot string
	Recorder   int // from 0, of the boot
}

// Recording is what one recorder wrote.
type Recording struct {
	Boot
	ID     string // of the machine
	Stream string // as the tables name it (docs/formats.md); empty where the files do not say whose they are
}

// Event is a message that stands in the files.
type Event struct {
	*Recording
	At      uint64 // nanoseconds since 1970
	Kind    string // request, answer, event
	Word    string // of an event
	Columns map[string]uint64
	Comm    string // of a COMM
}

// File is a capture that was made.
type File struct {
	Boot
	Path   string // below the folder
	Number int    // of the ring, from 0
	Of     string // the path of the file that this is a copy of; else empty
	Damage string // cut, garbage; else empty
	Offset int64  // where that begins, in the uncompressed file
	Bytes  int64  // uncompressed
	Frames int    // that can be read
}

// Life is a process whose start was to be seen.
type Life struct {
	Boot
	PID, PPID  int32
	Start, End uint64 // CLOCK_MONOTONIC, nanoseconds; End is 0 of one that goes on
	Execs      int
	Code       uint32 // of wait(2), once it ended
	Exe        string // of its last EXEC
	Born       string // of its parent when it was started, which it runs until an EXEC
	Depth      int    // how many ancestors of it are lives in this list
	Parent     int    // its parent's place in this list, or -1
	Whole      bool   // all its events stand in the files
}

// Loss is a run of messages of a CPU that are missing between two that are there.
type Loss struct {
	Boot
	CPU    uint32
	After  uint32 // cn_msg.seq of the last one that is there
	Lost   uint64
	Dumped bool // by damage to a file; else by the kernel
}

// Pair is a request and what came of it.
type Pair struct {
	Boot
	Port     uint32
	Seq      uint32
	Op       string // LISTEN, IGNORE
	Comm     string // who sent it, where a tap tells
	Asked    bool   // the request stands in the files
	Answered bool   // and so does its answer
}

// Execs is how often a program was run on a host.
type Execs struct {
	Host, Exe string
	Times     int // EXEC events that happened
}
