package listeners

import (
	"fmt"
	"time"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// Silence is that an IGNORE made the kernel silent while others listened: its counter
// went below 1 (R43).
type Silence struct {
	Host      string
	Frame     uint64 // number of the frame with the IGNORE
	Port      uint32 // whose it was
	PID       int32  // 0 where nobody knows
	Comm      string
	Listening int    // how many others listened
	Resumed   uint64 // number of the frame that ended it; 0: the capture ended first
	Lasted    time.Duration
}

// maxSilences bounds how many are told.
const maxSilences = 1000

// hush is an IGNORE that nobody answered.
type hush struct {
	moment
	by      *Listener
	certain bool   // a tap would have seen the answer
	resumed moment // the last LISTEN behind it; frame 0 for none
}

// silenced takes an IGNORE that nobody answered.
func (k *kernel) silenced(a *asking) {
	if k.hush == nil {
		k.hush = &hush{moment: a.moment, by: a.listener, certain: a.taken}
	}
}

// speaks is that the kernel sends again. Without a LISTEN in between it never was silent.
func (k *kernel) speaks() {
	if k.hush.resumed.frame != 0 {
		k.tell(k.hush.resumed, k.hush.resumed.frame, true)
	}
	k.hush = nil
}

// stays is that the capture ends first.
func (k *kernel) stays() {
	k.tell(k.last, 0, k.hush.certain || k.last.time-k.hush.time >= int64(time.Second))
	k.hush = nil
}

// tell lists the silence, if others listened then. It lasted until a moment. Where it is
// not certain by itself, it is by an answer that others would have been sent (R44).
func (k *kernel) tell(until moment, resumed uint64, certain bool) {
	h := k.hush
	if len(k.of.Silences) == maxSilences {
		return
	}
	others := 0
	for _, l := range k.listed {
		if l != h.by && (l.before || l.SinceFrame != 0) && l.SinceFrame < h.frame && (l.State == Listens || l.UntilFrame > h.frame) {
			others++
			certain = certain || l.All
		}
	}
	if others == 0 || !certain {
		return
	}
	s := Silence{Host: k.called(), Frame: h.frame, Port: h.by.Port, PID: h.by.PID, Comm: h.by.Comm, Listening: others, Resumed: resumed}
	if until.time != genealogy.NoTime && h.time != genealogy.NoTime {
		s.Lasted = time.Duration(until.time - h.time)
	}
	k.of.Silences = append(k.of.Silences, s)
}

// String says it.
func (s *Silence) String() string {
	by := fmt.Sprintf("port %d", s.Port)
	if s.PID != 0 {
		by += fmt.Sprintf(", pid %d %q", s.PID, s.Comm)
	}
	until := "to the end of the capture"
	if s.Resumed != 0 {
		until = fmt.Sprintf("until the LISTEN in frame %d", s.Resumed)
	}
	one := "another listener"
	if s.Listening > 1 {
		one = fmt.Sprintf("%d other listeners", s.Listening)
	}
	where := ""
	if s.Host != "" {
		where = s.Host + ": "
	}
	return fmt.Sprintf("%sthe IGNORE in frame %d (%s) silenced %s, %s, %.3f seconds (R43)", where, s.Frame, by, one, until, s.Lasted.Seconds())
}
