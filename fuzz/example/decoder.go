// Package decoder stands for another project's decoder of process events. It
// knows forks and exits on a little-endian machine, and nothing else.
package decoder

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Event is a fork, or an exit when Exited is set.
type Event struct {
	At     int // of the event in the datagram
	CPU    uint32
	Time   uint64
	Exited bool
	Parent uint32 // process id of the parent, of a fork
	PID    uint32 // process id of the child, or of what exited
	Code   uint32 // wait status, of an exit
}

// Decode returns the events of a datagram.
func Decode(b []byte) (events []Event, err error) {
	for at := 0; at < len(b); {
		if len(b)-at < 16 {
			return events, errors.New("half a header")
		}
		length := int64(binary.LittleEndian.Uint32(b[at:]))
		if length < 16 || length > int64(len(b)-at) {
			return events, fmt.Errorf("a message of %d bytes", length)
		}
		if err := decode(b, at+16, at+int(length), &events); err != nil {
			return events, err
		}
		at += (int(length) + 3) &^ 3
	}
	return events, nil
}

// decode reads the connector message from at to end.
func decode(b []byte, at, end int, events *[]Event) error {
	if end-at < 20 || binary.LittleEndian.Uint32(b[at:]) != 1 || binary.LittleEndian.Uint32(b[at+4:]) != 1 {
		return fmt.Errorf("no process event: %w", errors.ErrUnsupported)
	}
	length := int(binary.LittleEndian.Uint16(b[at+16:]))
	at += 20
	if length < 40 || length != end-at {
		return fmt.Errorf("an event of %d bytes: %w", length, errors.ErrUnsupported)
	}
	e := Event{At: at, CPU: binary.LittleEndian.Uint32(b[at+4:]), Time: binary.LittleEndian.Uint64(b[at+8:])}
	switch what := binary.LittleEndian.Uint32(b[at:]); what {
	case 0x00000001:
		e.Parent = binary.LittleEndian.Uint32(b[at+20:])
		e.PID = binary.LittleEndian.Uint32(b[at+28:])
	case 0x80000000:
		e.Exited = true
		e.PID = binary.LittleEndian.Uint32(b[at+20:])
		e.Code = binary.LittleEndian.Uint32(b[at+24:])
	default:
		return fmt.Errorf("event %#x: %w", what, errors.ErrUnsupported)
	}
	*events = append(*events, e)
	return nil
}
