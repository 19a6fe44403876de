package record

import (
	"errors"
	"time"
)

// limit ends the recording where it is enough, with the packet at hand.
func (w *writing) limit() {
	l := &w.o.Stop
	if l.Packets > 0 && w.received >= l.Packets || l.Bytes > 0 && w.file != nil && w.file.size() >= l.Bytes {
		w.enough = true
		w.r.Stop()
	}
}

// rotate goes on in the next file of the ring.
func (w *writing) rotate() error {
	if w.file == nil {
		return nil
	}
	if l := w.o.Stop.Files; l > 0 && len(w.result.Files) >= l {
		w.enough = true
		w.r.Stop()
		return nil
	}
	if err := w.closeFile(); err != nil {
		return err
	}
	return w.openNext()
}

// tick does what time brings.
func (w *writing) tick(now time.Time) error {
	if d := w.o.Stop.Duration; d > 0 && now.Sub(w.began) >= d {
		w.r.Stop() // what is read until then is written
	}
	if w.o.Status != nil {
		w.o.Status(w.status(now))
	}
	f := w.file
	if f == nil {
		return nil
	}
	if g := w.o.Ring; g != nil && g.Duration > 0 && now.Sub(f.began) >= g.Duration {
		return w.rotate()
	}
	var err error
	if now.Sub(f.counted) >= statisticsEvery {
		err = f.statistics(w.r, now)
	}
	if now.Sub(w.flushed) >= w.o.Flush {
		w.flushed = now
		err = errors.Join(err, f.flush(), f.there())
	}
	return w.failed(err)
}

// closeFile ends the file at hand.
func (w *writing) closeFile() error {
	f := w.file
	w.file = nil
	err := f.close(w.r)
	w.left(f)
	return err
}

// close ends what is open.
func (w *writing) close() (err error) {
	if w.file != nil {
		err = w.closeFile()
	}
	if w.also != nil {
		err = errors.Join(err, w.also.close(w.r))
	}
	return err
}
