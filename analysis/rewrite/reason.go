package rewrite

// Reason says why a frame cannot be written in the other byte order. It is the
// error of Swap, and a key to count by. Swap looks for them in their order.
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

var reasonTexts = [...]string{
	NotNetlink:     "no netlink datagram",
	OtherFamily:    "another netlink family",
	Truncated:      "cut by a snap length",
	Malformed:      "malformed",
	UnknownPayload: "unknown payload",
	UnknownEvent:   "unknown event",
	UnknownRest:    "unknown bytes behind a message",
}

// String returns the reason in words, for a count: "cut by a snap length".
func (r Reason) String() string {
	if r == 0 || r > UnknownRest {
		return "no reason"
	}
	return reasonTexts[r]
}

// Error returns the reason as an error of this package.
func (r Reason) Error() string { return "rewrite: byte order not swapped: " + r.String() }
