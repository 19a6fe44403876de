package analysis

import "time"

// times counts from the first frame and from the one before. As in tshark, one
// of them that has no time counts as 1970, and it has no relative times itself.
func (fs *Frames) times(f *Frame) {
	at := f.instant()
	if f.Number == 1 {
		fs.first, fs.prev = at, at
	}
	f.Relative, f.Delta = at.since(&fs.first), at.since(&fs.prev)
	if fs.prev = at; !f.HasTime() {
		f.Relative, f.Delta = 0, 0
	}
	fs.shown.take(f, at)
}

// Hide says that the last frame is not shown: the time of the next one does not
// count from it.
func (fs *Frames) Hide() { fs.shown.Hide() }

// Shown is what Frame.Shown is counted from.
type Shown struct {
	last   instant // of the last frame that was not hidden
	before instant // what last was before the frame at hand
}

// Take counts the time of a frame anew: Recall does not know which were hidden.
func (s *Shown) Take(f *Frame) { s.take(f, f.instant()) }

func (s *Shown) take(f *Frame, at instant) {
	f.Shown = at.since(&s.last)
	if s.before, s.last = s.last, at; !f.HasTime() {
		f.Shown = 0
	}
}

// Hide says that the last frame is not shown.
func (s *Shown) Hide() { s.last = s.before }

// Shown returns the state of Frame.Shown, for whoever calls Recall: he counts with a copy of
// before, and puts that back behind the last one.
func (fs *Frames) Shown() *Shown { return &fs.shown }

// instant is a time since 1970. With time.Time and its Sub three differences cost
// more than all else that is done with times.
type instant struct {
	sec, nsec int64
	known     bool
}

// instant is when the frame was captured.
func (f *Frame) instant() instant {
	at := instant{known: true}
	if f.HasTime() {
		at.sec, at.nsec = f.Time.Unix(), int64(f.Time.Nanosecond())
	}
	return at
}

// since is how long after another it is, as Sub has it where a Duration does not
// hold it; 0 where the other is not known.
func (at *instant) since(from *instant) time.Duration {
	const far = 1 << 33 // seconds: more than that, a Duration may not hold
	if sec := at.sec - from.sec; from.known && uint64(sec+far) < 2*far {
		return time.Duration(sec*1e9 + at.nsec - from.nsec)
	}
	return at.far(from)
}

func (at *instant) far(from *instant) time.Duration {
	if !from.known {
		return 0
	}
	return time.Unix(at.sec, at.nsec).Sub(time.Unix(from.sec, from.nsec))
}
