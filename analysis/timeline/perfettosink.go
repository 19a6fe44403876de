package timeline

import "cmp"

// Begin writes nothing: timestamps are those of the capture.
func (p *Perfetto) Begin(int64, bool) error { return nil }

// Host writes the track of a host.
func (p *Perfetto) Host(number int, name string) error {
	return p.describe(hostTrack(number, 0), 0, cmp.Or(clean(name), "host"), "")
}

// Life writes the track of a life, and its bar.
func (p *Perfetto) Life(l *Life) error {
	parent := l.Parent
	if parent == 0 {
		parent = hostTrack(l.Host, 0)
	}
	name := pidName(l.PID, l.Name)
	if err := p.describe(l.Key, parent, name, ""); err != nil || l.Process == nil || !l.Placed || l.From < 0 {
		return err
	}
	p.event(sliceBegin, l.Key, "process", name)
	for _, f := range facts(l) {
		p.note(f.name, f.text, f.number)
	}
	if err := p.happen(l.From); err != nil {
		return err
	}
	p.event(sliceEnd, l.Key, "", "")
	return p.happen(l.To)
}

// Mark writes an instant.
func (p *Perfetto) Mark(m *Mark) error {
	p.event(instant, m.Life, m.Kind, titled(m))
	p.note("frame", "", m.Frame)
	p.note("tid", "", uint64(max(m.TID, 0)))
	return p.happen(m.At)
}

// Count writes what a counter says.
func (p *Perfetto) Count(c *Count) error {
	track := hostTrack(c.Host, 1+uint64(c.Counter))
	if err := p.once(track, c.Host, c.name(), c.Counter.unit()); err != nil {
		return err
	}
	p.event(counted, track, "", "")
	p.mid = eventCounter.varint(p.mid, c.Value)
	return p.happen(c.At)
}

// Request writes the request and its answer as slices without length, and the flow from
// one to the other.
func (p *Perfetto) Request(r *Request) error {
	for _, half := range halves(r) {
		if half.frame == 0 || half.at < 0 {
			continue
		}
		track := hostTrack(r.Host, half.track)
		if err := p.once(track, r.Host, half.title, ""); err != nil {
			return err
		}
		p.event(sliceBegin, track, half.title, half.name)
		switch {
		case r.AskedIn == 0 || r.AnsweredIn == 0 || r.Asked < 0 || r.Answered < 0:
		case half.track == trackAsked:
			p.mid = eventFlows.fixed(p.mid, r.Number)
		default:
			p.mid = eventLastFlows.fixed(p.mid, r.Number)
		}
		p.note("frame", "", half.frame)
		p.note("id", r.ID, 0)
		if err := p.happen(half.at); err != nil {
			return err
		}
		p.event(sliceEnd, track, "", "")
		if err := p.happen(half.at); err != nil {
			return err
		}
	}
	return nil
}

// Gap writes nothing: the counters say it.
func (p *Perfetto) Gap(*Gap) error { return nil }

// once writes the descriptor of a track of a host, the first time.
func (p *Perfetto) once(track uint64, host int, name, unit string) error {
	if p.tracks[track] {
		return nil
	}
	p.tracks[track] = true
	return p.describe(track, hostTrack(host, 0), name, unit)
}
