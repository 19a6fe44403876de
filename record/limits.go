package record

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Limits say when something is enough: the recording (tshark's -a), or one file of
// a ring (tshark's -b). 0 is never.
type Limits struct {
	Duration time.Duration
	Bytes    int64  // of a file
	Packets  uint64 // messages received, without our own requests
	Files    int    // written: for a recording; kept: for a ring
}

// Set takes one condition as tshark has it: duration:SECONDS, filesize:KB,
// packets:N or files:N. A kB is 1000 bytes.
func (l *Limits) Set(text string) error {
	name, value, ok := strings.Cut(text, ":")
	if !ok {
		return fmt.Errorf("%q: want NAME:VALUE, as duration:60", text)
	}
	var err error
	switch name {
	case "duration":
		var seconds float64
		if seconds, err = strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e9 {
			l.Duration = time.Duration(seconds * float64(time.Second))
			return nil
		}
	case "filesize", "packets", "files":
		var n uint64
		if n, err = strconv.ParseUint(value, 10, 31); err == nil && n > 0 {
			switch name {
			case "filesize":
				l.Bytes = int64(n) * 1000
			case "packets":
				l.Packets = n
			case "files":
				l.Files = int(n)
			}
			return nil
		}
	default:
		return fmt.Errorf("%q: unknown condition %q: one of duration, filesize, packets, files", text, name)
	}
	return fmt.Errorf("%q: %q is no number above 0 that fits here", text, value)
}

// ends reports whether a file of a ring is full.
func (l *Limits) ends(f *file) bool {
	return l.Bytes > 0 && f.size() >= l.Bytes || l.Packets > 0 && f.packets >= l.Packets
}

// Begins reports whether a condition ever begins another file.
func (l *Limits) Begins() bool { return l.Duration > 0 || l.Bytes > 0 || l.Packets > 0 }

// ParseSize reads a number of bytes, also with K, M or G behind it, which are
// 1024, 1024² and 1024³ of them.
func ParseSize(text string) (int, error) {
	unit, digits := 1, text
	if n := len(text) - 1; n > 0 {
		if i := strings.IndexByte("KMG", text[n]&^0x20); i >= 0 {
			unit, digits = 1024<<(10*i), text[:n]
		}
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || n == 0 || n > (1<<31-1)/uint64(unit) {
		return 0, fmt.Errorf("%q is no size from 1 to 2G, as 64M", text)
	}
	return int(n) * unit, nil
}
