package codec

// OrderRule says what decided the byte order of a frame. The rules are tried in
// this order (SPEC.md R3); a reader that keeps no memory goes from the second to
// the last two.
type OrderRule uint8

const (
	OrderGiven       OrderRule = iota // whoever reads said so
	OrderDetected                     // the datagram reads better in it (Detect)
	OrderByInterface                  // most of the interface's earlier frames have it
	OrderByFile                       // the file's own headers are in it
	OrderGuessed                      // one struct that stands alone reads better in it
	OrderAssumed                      // nothing tells: little-endian
)

// String returns the rule in words.
func (r OrderRule) String() string {
	switch r {
	case OrderGiven:
		return "given by the user"
	case OrderDetected:
		return "structure of the datagram"
	case OrderByInterface:
		return "earlier frames of the interface"
	case OrderByFile:
		return "byte order of the file"
	case OrderGuessed:
		return "one struct alone"
	}
	return "nothing tells"
}
