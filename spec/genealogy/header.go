package genealogy

// Ref says where a message stands. A Tracker only hands it back.
type Ref struct {
	Frame uint64 // number of the frame, from 1; 0 says that there is none
	Msg   int    // index of the message in its frame, from 0
	Time  int64  // when it was captured, in nanoseconds since 1970, or NoTime
}

// NoTime stands for a time that nobody knows, or that does not fit in 64 bits of
// nanoseconds: 1970-01-01 itself is a time.
const NoTime = -1 << 63

// Kind is what a message is (R18, R23).
type Kind uint8

const (
	KindUnknown Kind = iota
	KindRequest      // id 1:1, length 4 or 8
	KindAnswer       // id 1:1, what 0
	KindEvent        // id 1:1, any other proc_event
	KindDialog       // a request or an answer, no event: id 3:1, whose first byte is 4, 5 or 6
)

// String returns "request", "answer", "event", "dialog" or "unknown".
func (k Kind) String() string {
	switch k {
	case KindRequest:
		return "request"
	case KindAnswer:
		return "answer"
	case KindEvent:
		return "event"
	case KindDialog:
		return "dialog"
	}
	return "unknown"
}

// Header is what the genealogy needs to know of one message.
type Header struct {
	Ref
	Idx, Val uint32 // cn_msg.id
	Seq, Ack uint32
	Port     uint32 // nlmsg_pid: 0 from the kernel, and from whoever says so
	Kind     Kind
	Aside    bool   // from one program to another, as whoever captured it knew: it is nothing to the others
	Envelope uint32 // nlmsg_type and nlmsg_flags, in any form that tells them apart

	// Key is the number by which a payload says itself which request it answers; Keyed
	// says that there is one: of id 7:1 seq of the struct, in requests too (R24).
	Key   uint32
	Keyed bool

	// Commands is how many commands a message has that are answered one by one, a
	// message without any counting as one: of id 3:1 (R21). 0 is none, or not known.
	Commands uint32

	// Empty says that a message has no data.
	Empty bool

	// Masked says of a request that it asks for some events only: a proc_input with
	// another mask than that of all events.
	Masked bool

	// CPU and Stamp are those of a proc_event; Timed says that there are any.
	CPU   uint32
	Stamp uint64 // timestamp_ns
	Timed bool

	// Digest stands for the message's bytes: equal bytes have equal digests. Copies
	// of a message are told from others by it.
	Digest uint64
}

// noCPU is the cpu of an answer up to 4.6,
// drivers/connector/cn_proc.c:cn_proc_ack (4.6.2).
const noCPU = 0xffffffff

// notifier is both numbers of the id under which the notifier is asked (R47).
const notifier = 0xffffffff

// notice reports whether a message is what the notifier says of an id that came,
// with ack 0, or went, with 1, drivers/connector/connector.c:cn_notify (2.6.32).
func (h *Header) notice() bool { return h.Empty && h.Port == 0 && h.Seq == 0 && h.Ack <= 1 }

// procIdx and procVal are the id of process events.
const procIdx, procVal = 1, 1

// proc reports whether the message is of the process events.
func (h *Header) proc() bool { return h.Idx == procIdx && h.Val == procVal }

// number is what an answer finds its request by: the payload's, where it has one.
func (h *Header) number() uint32 {
	if h.Keyed {
		return h.Key
	}
	return h.Seq
}

// same reports whether two messages are equal but for where they stand.
func (h *Header) same(o *Header) bool {
	return h.Digest == o.Digest && h.Seq == o.Seq && h.Ack == o.Ack && h.Idx == o.Idx && h.Val == o.Val && h.Port == o.Port && h.Envelope == o.Envelope &&
		h.Kind == o.Kind && h.Timed == o.Timed && h.CPU == o.CPU && h.Stamp == o.Stamp
}
