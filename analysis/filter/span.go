package filter

import (
	"fmt"
	"strconv"
	"strings"
)

// span is a range of offsets into bytes, or of layers. A negative offset counts
// from the end.
type span struct {
	start  int
	length int  // if positive
	stop   int  // the last offset, if inclusive
	form   form // how it ends
}

// form is how a range was written.
type form uint8

const (
	byLength form = iota // [2:4], [2], [:4]
	byStop               // [2-4]
	toEnd                // [2:]
)

// parseSpan reads a range: n, n:length, n-last, :length, n:, and : for all.
// Blanks do not count.
func parseSpan(s string) (span, error) {
	s = strings.Trim(s, " \t\n\r")
	bad := fmt.Errorf("%q is not a valid range", s)
	if before, after, ok := strings.Cut(s, ":"); ok {
		before, after = strings.TrimSpace(before), strings.TrimSpace(after)
		r := span{form: byLength}
		var err error
		if before != "" {
			if r.start, err = offset(before); err != nil {
				return r, bad
			}
		}
		if after == "" {
			r.form = toEnd
			return r, nil
		}
		if r.length, err = offset(after); err != nil {
			return r, bad
		}
		if r.length <= 0 {
			return r, fmt.Errorf("range %s has length %d, which is not positive", s, r.length)
		}
		return r, nil
	}
	if n := 1 + strings.IndexByte(s[min(1, len(s)):], '-'); n > 0 { // the first that is no sign
		start, err := offset(strings.TrimSpace(s[:n]))
		stop, stopErr := offset(strings.TrimSpace(s[n+1:]))
		if err != nil || stopErr != nil {
			return span{}, bad
		}
		if start >= stop || start < 0 && stop >= 0 {
			return span{}, fmt.Errorf("range %s does not end behind its start", s)
		}
		return span{start: start, stop: stop, form: byStop}, nil
	}
	start, err := offset(s)
	if err != nil {
		return span{}, bad
	}
	return span{start: start, length: 1}, nil
}

// offset reads a number in any base.
func offset(s string) (int, error) {
	if strings.ContainsAny(s, "_+") {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseInt(s, 0, 32)
	return int(n), err
}

// cut returns where the range lies in n bytes, if it lies in them whole.
func (r *span) cut(n int) (from, to int, ok bool) {
	from = r.start
	if from < 0 {
		from += n
	}
	switch r.form {
	case byLength:
		to = from + r.length
	case byStop:
		to = r.stop + 1
		if r.stop < 0 {
			to += n
		}
	case toEnd:
		to = n
	}
	return from, to, from >= 0 && from < to && to <= n
}
