package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
)

// ParseOrder reads a byte order as a user writes it: auto, little or big.
func ParseOrder(s string) (codec.Order, error) {
	switch s {
	case "auto":
		return codec.OrderUnknown, nil
	case "little":
		return codec.LittleEndian, nil
	case "big":
		return codec.BigEndian, nil
	}
	return codec.OrderUnknown, fmt.Errorf("unknown byte order %q: one of auto, little, big", s)
}

// ParseLayout reads a form of proc_event as a user writes it: ns, timespec32
// or timespec64.
func ParseLayout(s string) (codec.ProcLayout, error) {
	switch s {
	case "ns":
		return codec.ProcLayoutNs, nil
	case "timespec32":
		return codec.ProcLayoutTimespec32, nil
	case "timespec64":
		return codec.ProcLayoutTimespec64, nil
	}
	return codec.ProcLayoutNs, fmt.Errorf("unknown layout %q: one of ns, timespec32, timespec64", s)
}
