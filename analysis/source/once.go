package source

import (
	"bytes"
	"time"
)

// once knows the packets of a moment, and which captures had them: what Options.Once needs.
// Packets come in the order of time, so it forgets them at the next moment.
type once struct {
	at   time.Time
	seen []packet
}

// packet is one of them.
type packet struct {
	data  []byte
	given int             // so often it was handed out
	had   map[*Opened]int // so often each capture had it
}

// again reports whether another capture had the next packet of one already.
func (n *once) again(o *Opened) bool {
	if o.packet.Time.IsZero() {
		return false
	}
	if !n.at.Equal(o.packet.Time) {
		n.at, n.seen = o.packet.Time, n.seen[:0]
	}
	for i := range n.seen {
		p := &n.seen[i]
		if !bytes.Equal(p.data, o.packet.Data) {
			continue
		}
		if p.had[o]++; p.had[o] <= p.given {
			return true
		}
		p.given++
		return false
	}
	if len(n.seen) < cap(n.seen) { // in memory that is there
		n.seen = n.seen[:len(n.seen)+1]
	} else {
		n.seen = append(n.seen, packet{had: map[*Opened]int{}})
	}
	p := &n.seen[len(n.seen)-1]
	if p.had == nil {
		p.had = map[*Opened]int{}
	}
	clear(p.had)
	p.data, p.given = append(p.data[:0], o.packet.Data...), 1
	p.had[o] = 1
	return false
}
