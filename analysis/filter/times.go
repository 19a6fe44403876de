package filter

import (
	"fmt"
	"strconv"
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

// date reads a date, or seconds since 1970.
func date(t *token) (value, error) {
	s := t.written
	switch t.kind {
	case text:
		s = string(t.bytes)
	case character:
		return value{}, fmt.Errorf("%s is no date and time", s)
	}
	if v, err := secondsOf(s); err == nil && t.kind == word {
		return v, nil
	}
	at, ok := parseDate(strings.Trim(s, " "))
	if !ok {
		return value{}, fmt.Errorf(`%s is not a valid date and time, such as "2011-07-04 12:34:56" or "Nov 12, 1999 08:55:44.123"`, t.written)
	}
	return timeOf(at.Unix(), int64(at.Nanosecond())), nil
}

func parseDate(s string) (time.Time, bool) {
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

// offsetTime reads a time offset: seconds with up to nine decimals. Beside it a
// date counts from 1970, for frame.time_epoch.
func offsetTime(t *token, negative bool) (value, error) {
	if t.kind == character {
		return value{}, fmt.Errorf("%s is no time offset", t.written)
	}
	v, err := secondsOf(t.written)
	switch {
	case err == nil && negative:
		return timeOf(-int64(v.num), -int64(v.nsec)), nil
	case err == nil || negative:
		return v, err
	}
	if v, dateErr := date(t); dateErr == nil {
		return v, nil
	}
	return v, err
}

// secondsOf reads seconds.
func secondsOf(s string) (value, error) {
	bad := fmt.Errorf("%q is not a valid time: seconds with up to nine decimals", s)
	whole, fraction, dot := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if dot && strings.HasSuffix(s, ".") || len(fraction) > 9 || strings.Trim(whole+fraction, "0123456789") != "" {
		return value{}, bad
	}
	sec, err := strconv.ParseInt(whole, 10, 62)
	if err != nil {
		return value{}, bad
	}
	nsec, _ := strconv.ParseInt((fraction + "000000000")[:9], 10, 64)
	return timeOf(sec, nsec), nil
}
