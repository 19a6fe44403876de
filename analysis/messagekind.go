package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// kindOfData tells the genealogy what a payload is that nobody decodes: of w1 by
// the type in its first byte, from include/linux/w1.h, where 0 to 3 is an event,
// 4 to 6 a request or the answer to one (R23). To a reader the kind is unknown
// (R18).
func kindOfData(u *spec.User, data []byte, port uint32) genealogy.Kind {
	switch {
	case u == nil || u.Name != "w1" || len(data) == 0 || data[0] > 6:
		return genealogy.KindUnknown
	case port != 0:
		return genealogy.KindRequest
	case data[0] < 4:
		return genealogy.KindEvent
	}
	return genealogy.KindDialog
}

// allEvents is PROC_EVENT_ALL, every event that a mask may have.
var allEvents = sync.OnceValue(func() uint32 {
	var all uint64
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		all |= v.Value
	}
	return uint32(all)
})

// selects reports whether a proc_input with the mask asks for some events only:
// unknown bits do not count, and none means all (R29).
func selects(mask uint32) bool {
	mask &= allEvents()
	return mask != 0 && mask != allEvents()
}
