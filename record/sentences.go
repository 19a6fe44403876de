package record

import (
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/codec"
)

// OK reports whether an answer came, and none of them says an error.
func (e *Exchange) OK() bool {
	for _, a := range e.Answers {
		if a.Err != 0 {
			return false
		}
	}
	return len(e.Answers) > 0
}

// Sentences say what came of the request: how it was answered, and after which time,
// or why it may not have been; what an error means; what became of a LISTEN.
func (e *Exchange) Sentences() (list []string) {
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	switch n := len(e.Answers); n {
	case 0:
		if why := e.silence(); e.Ended {
			say("no answer until now, and no more is waited for")
		} else if why != "" {
			say("no answer within %v: %s", e.Within, why)
		} else {
			say("no answer within %v", e.Within)
		}
	case 1:
		a := &e.Answers[0]
		say("answered after %s s by the rule %s: %s", seconds(a.After), a.Rule, a.Says)
	default:
		say("%d answers, the first after %s s by the rule %s, the last after %s s", n, seconds(e.Answers[0].After), e.Answers[0].Rule, seconds(e.Answers[n-1].After))
	}
	for _, a := range e.Answers {
		if a.Err == uint32(syscall.EPERM) {
			say("%s", plain(explainRefusal(syscall.EPERM)))
		}
	}
	if e.Beyond > 0 {
		say("%d messages more came to the group than are kept", e.Beyond)
	}
	if e.Taken {
		say("an IGNORE followed the LISTEN: the kernel counts as many listeners as before")
	}
	if e.Counted {
		say("the kernel goes on counting a listener, for no IGNORE followed the LISTEN: it makes events for it until it restarts (SPEC.md R43)")
	}
	return list
}

// seconds writes a time as a list of pairs does.
func seconds(d time.Duration) string { return fmt.Sprintf("%.9f", d.Seconds()) }

// plain is a sentence about this package that does not begin with its name.
func plain(err error) string { return strings.TrimPrefix(err.Error(), "record: ") }

// silence says why nobody answered, as far as is known.
func (e *Exchange) silence() string {
	a := &e.Asked
	switch {
	case !a.Whole:
		return "its lengths do not hold, so the kernel drops it (SPEC.md R4)"
	case !a.ID.IsProc() && !registered(a.ID):
		return fmt.Sprintf("this kernel has no user %d:%d (/proc/net/connector), and drops it", a.ID.Idx, a.ID.Val)
	case !a.ID.IsProc():
		return ""
	case !a.Proc:
		return "requests to process events have 4 or 8 bytes of data, and others are ignored (SPEC.md R42)"
	case a.Len == codec.ProcInputSize && !hasMasks():
		return "before Linux 6.6 a request with a mask is ignored (SPEC.md R11)"
	case a.Op != codec.McastListen:
		return "what is no LISTEN is answered only while somebody listens (SPEC.md R44)"
	}
	return plain(explainSilence())
}
