// Package when understands moments as users write them: dates as tshark does, and times
// of day.
package when

import (
	"strings"
	"time"
)

// layouts are the dates that tshark 4.0 reads: ISO 8601 with any part of a time
// of day, and its own form. The zone is read before.
var layouts = []string{
	"2006-1-2T15:4:5", "2006-1-2 15:4:5", "2006-1-2T15:4", "2006-1-2 15:4", "2006-1-2T15", "2006-1-2 15", "2006-1-2",
	"Jan _2, 2006 15:4:5", "Jan _2,2006 15:4:5",
}

// zones are the offsets from UTC that may follow a date. No zone is the local
// one.
var zones = []string{"Z07:00", "Z0700", "Z07"}

// Date reads a date as tshark 4.0 does in a filter; one without a zone is local.
func Date(s string) (time.Time, bool) {
	if day, ok := strings.CutSuffix(s, "UTC"); ok {
		s = strings.TrimRight(day, " ") + "Z"
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return at, true
		}
		if !strings.Contains(layout, ":4") && !strings.Contains(s, "T") {
			continue // a day has no zone
		}
		for _, zone := range zones {
			if at, err := time.Parse(layout+zone, s); err == nil {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// shown is how tshark 4.0 writes frame.time, with a zone by its abbreviation.
const shown = "Jan _2, 2006 15:4:5 MST"

// Shown reads a date as frame.time is printed. A zone's abbreviation is understood where
// it is UTC's, or the local zone has it then: others have several meanings.
func Shown(s string) (time.Time, bool) {
	at, err := time.ParseInLocation(shown, strings.Join(strings.Fields(s), " "), time.Local)
	if err != nil {
		return at, false
	}
	zone, _ := at.Zone()
	local, _ := at.In(time.Local).Zone()
	return at, zone == "UTC" || zone == local && at.Location() == time.Local
}
