package filter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis/when"
)

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
	at, ok := when.Date(strings.Trim(s, " "))
	if !ok {
		return value{}, fmt.Errorf(`%s is not a valid date and time, such as "2011-07-04 12:34:56" or "Nov 12, 1999 08:55:44.123"`, t.written)
	}
	return timeOf(at.Unix(), int64(at.Nanosecond())), nil
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
