package analysis

import (
	"fmt"
	"strings"
	"time"

	"github.com/cnwire/cnwire/pcap"
)

// TimeFormat is a form of the time column, as tshark -t names them.
type TimeFormat string

// TimeFormats returns all forms: absolute (a, with date ad, with day of the year
// adoy), the same in UTC (u, ud, udoy), seconds since 1970 (e), since the first
// frame (r), since the frame before (d) and the one displayed before (dd).
func TimeFormats() []TimeFormat {
	return []TimeFormat{"a", "ad", "adoy", "d", "dd", "e", "r", "u", "ud", "udoy"}
}

// ParseTimeFormat checks a form's name.
func ParseTimeFormat(s string) (TimeFormat, error) {
	var names []string
	for _, t := range TimeFormats() {
		if string(t) == s {
			return t, nil
		}
		names = append(names, string(t))
	}
	return "", fmt.Errorf("unknown time format %q: one of %s", s, strings.Join(names, ", "))
}

// Append appends the frame's time with as many decimals as the capture has:
// six, or nine; nothing for a frame without a time.
func (t TimeFormat) Append(dst []byte, f *Frame) []byte {
	if !f.HasTime() {
		return dst
	}
	decimals := 6
	if f.Interface.Resolution != pcap.Microseconds {
		decimals = 9
	}
	switch t {
	case "d":
		return AppendDuration(dst, f.Delta, decimals)
	case "dd":
		return AppendDuration(dst, f.Shown, decimals)
	case "e":
		return appendSeconds(dst, f.Time.Unix(), uint32(f.Time.Nanosecond()), decimals)
	case "a", "ad", "adoy":
		return t.appendDate(dst, f.Time.Local(), decimals)
	case "u", "ud", "udoy":
		return t.appendDate(dst, f.Time.UTC(), decimals)
	}
	return AppendDuration(dst, f.Relative, decimals)
}

// appendDate appends the date, if the form has one, and the time of day.
func (t TimeFormat) appendDate(dst []byte, at time.Time, decimals int) []byte {
	switch {
	case strings.HasSuffix(string(t), "doy"):
		dst = at.AppendFormat(dst, "2006/002 ")
	case strings.HasSuffix(string(t), "d"):
		dst = at.AppendFormat(dst, "2006-01-02 ")
	}
	return at.AppendFormat(dst, "15:04:05.000000000"[:len("15:04:05.")+decimals])
}
