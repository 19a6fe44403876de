package genealogy

// Class is what a message is to the ones before it.
type Class uint8

const (
	New         Class = iota // a message of its own: a request, or a first message
	Reply                    // the reply to Of
	Event                    // an event: an answer to nobody
	Copy                     // the same message as Of, delivered to another listener
	Unsolicited              // an answer to a request that was not seen
	Ambiguous                // a reply to Of, most likely, but Or fits as well
)

// String returns the class in small letters.
func (c Class) String() string {
	switch c {
	case Reply:
		return "reply"
	case Event:
		return "event"
	case Copy:
		return "copy"
	case Unsolicited:
		return "unsolicited"
	case Ambiguous:
		return "ambiguous"
	}
	return "new"
}

// Rule names rows of rules.csv: why a reply is one.
type Rule string

// Verdict is what a Tracker says of a message.
type Verdict struct {
	Class Class
	Of    Ref  // Reply, Ambiguous: the request. Copy: the first of the copies
	Or    Ref  // Ambiguous: another request that fits
	Maybe Ref  // of what is no copy: the same bytes from the same sender a moment before, perhaps this message on its way to a listener
	Rule  Rule // Reply, Ambiguous

	// Notice says that a New message is the notifier's: the id came, with ack 0, or went.
	Notice bool
}
