package record

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// eventBits are the events that can be asked for, one by one.
func eventBits() (list []codec.EventType) {
	for bit := codec.EventType(1); bit != 0; bit <<= 1 {
		if AllEvents&bit != 0 {
			list = append(list, bit)
		}
	}
	return list
}

// word is what users call an event: fork of PROC_EVENT_FORK.
func word(bit codec.EventType) string {
	return strings.ToLower(strings.TrimPrefix(bit.String(), "PROC_EVENT_"))
}

// ParseEvents reads names of events, with commas between them, or all.
func ParseEvents(text string) (mask codec.EventType, err error) {
	for name := range strings.SplitSeq(text, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		found := codec.EventNone
		for _, bit := range eventBits() {
			if word(bit) == name {
				found = bit
			}
		}
		if name == "all" {
			found = AllEvents
		}
		if found == codec.EventNone {
			return 0, fmt.Errorf("unknown event %q: one of %s, all", name, names(AllEvents))
		}
		mask |= found
	}
	return mask, nil
}

// ParseMask reads the mask of a request: a number, decimal or hexadecimal behind 0x,
// or names as ParseEvents has them. Nothing is 0, which asks for all.
func ParseMask(text string) (codec.EventType, error) {
	if n, err := strconv.ParseUint(text, 0, 32); err == nil {
		return codec.EventType(n), nil
	}
	if text == "" {
		return 0, nil
	}
	return ParseEvents(text)
}

// EventNames is ParseEvents the other way round.
func EventNames(mask codec.EventType) string {
	if mask == 0 {
		return "all events"
	}
	return names(mask)
}

func names(mask codec.EventType) string {
	var list []string
	for _, bit := range eventBits() {
		if mask&bit != 0 {
			list = append(list, word(bit))
		}
	}
	return strings.Join(list, ", ")
}
