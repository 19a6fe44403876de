package rewrite

// Reason says why a frame cannot be written in the other byte order. It is the
// error of Swap, and a key to count by.
type Reason uint8

const (
	NotNetlink     Reason = iota + 1 // no netlink datagram was found in it
	OtherFamily                      // the payload is not the connector's
	Truncated                        // a snap length cut it
	Malformed                        // a length or a struct is wrong
	UnknownPayload                   // a message of an id or a length that the table lacks
	UnknownEvent                     // an event that the table lacks
	UnknownRest                      // an event or a message goes on behind what the table has
)

// Reasons are all of them, in the order in which Swap looks for them.
var Reasons = []Reason{NotNetlink, OtherFamily, Truncated, Malformed, UnknownPayload, UnknownEvent, UnknownRest}

// String returns the reason in words, for a count: "cut by a snap length".
func (r Reason) String() string {
	switch r {
	case NotNetlink:
		return "no netlink datagram"
	case OtherFamily:
		return "another netlink family"
	case Truncated:
		return "cut by a snap length"
	case Malformed:
		return "malformed"
	case UnknownPayload:
		return "unknown payload"
	case UnknownEvent:
		return "unknown event"
	case UnknownRest:
		return "unknown bytes behind a message"
	}
	return "no reason"
}

// Error returns the reason as an error of this package.
func (r Reason) Error() string { return "rewrite: byte order not swapped: " + r.String() }
