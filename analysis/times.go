package analysis

import "time"

// times counts from the first frame and from the one before. As in tshark, one
// of them that has no time counts as 1970, and it has no relative times itself.
func (fs *Frames) times(f *Frame) {
	sec, nsec := f.instant()
	if f.Number == 1 {
		fs.first.set(sec, nsec)
		fs.prev.set(sec, nsec)
	}
	f.Relative, f.Delta = fs.first.until(sec, nsec), fs.prev.until(sec, nsec)
	if fs.prev.set(sec, nsec); !f.HasTime() {
		f.Relative, f.Delta = 0, 0
	}
	fs.shown.take(f, sec, nsec)
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
func (s *Shown) Take(f *Frame) {
	sec, nsec := f.instant()
	s.take(f, sec, nsec)
}

func (s *Shown) take(f *Frame, sec, nsec int64) {
	f.Shown = s.last.until(sec, nsec)
	s.before = s.last
	if s.last.set(sec, nsec); !f.HasTime() {
		f.Shown = 0
	}
}

// Hide says that the last frame is not shown.
func (s *Shown) Hide() { s.last = s.before }

// Shown returns the state of Frame.Shown, for whoever calls Recall: he counts with a copy of
// before, and puts that back behind the last one.
func (fs *Frames) Shown() *Shown { return &fs.shown }

// instant is a time since 1970, once it is known. With time.Time and its Sub three differences cost
// more than all else that is done with times. One that was just set is not copied: its fields are not
// in memory yet.
type instant struct {
	sec, nsec int64
	known     bool
}

// instant is when the frame was captured, in seconds since 1970 and nanoseconds.
func (f *Frame) instant() (sec, nsec int64) {
	if !f.HasTime() {
		return 0, 0
	}
	return f.Time.Unix(), int64(f.Time.Nanosecond())
}

func (i *instant) set(sec, nsec int64) { i.sec, i.nsec, i.known = sec, nsec, true }

// until is how long another time is after it, as Sub has it where a Duration does not hold it; 0 where
// it is not known.
func (i *instant) until(sec, nsec int64) time.Duration {
	const far = 1 << 33 // seconds: more than that, a Duration may not hold
	if seconds := sec - i.sec; i.known && uint64(seconds+far) < 2*far {
		return time.Duration(seconds*1e9 + nsec - i.nsec)
	}
	return i.far(sec, nsec)
}

func (i *instant) far(sec, nsec int64) time.Duration {
	if !i.known {
		return 0
	}
	return time.Unix(sec, nsec).Sub(time.Unix(i.sec, i.nsec))
}
