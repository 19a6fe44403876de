package notes_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// drops is a pcapng in the making, of one interface and one processor, and what R29 says of it.
type drops struct {
	t   *testing.T
	w   *pcap.Writer
	on  *pcap.Interface
	seq uint64
	at  uint32 // frames

	counted uint64 // by the statistics, or by packets behind them

	// Where no packet counts:
	gaps     []*shownGap
	since    int    // the first that opened since the statistics
	spare    uint64 // counted in them beyond what was missing: of a gap that reaches across
	across   bool   // the next message is the first behind them
	isb, was uint64
}

// shownGap is a gap, and whether R29 proves it.
type shownGap struct {
	frame  uint32 // behind it
	lost   uint64
	proven bool
}

// packet adds a packet with so many messages, before each of which some numbers are left out.
func (d *drops) packet(rt *rapid.T, count uint64, skips ...uint64) {
	d.at++
	p := newTape(d.t)
	for i, skip := range skips {
		if d.seq += skip; skip > 0 && d.seq > skip {
			g := &shownGap{frame: d.at, lost: skip}
			if d.across && skip <= d.spare {
				g.proven = true
			}
			d.gaps = append(d.gaps, g)
		}
		d.across = false
		p.seq[0], p.at = d.seq, d.at
		d.seq++
		from := len(p.records)
		p.eventIn(le, set{"what": eventExec, "cpu": 0}, task(9, 9))
		if i > 0 { // behind the one before, in its frame
			p.records = append(p.records[:from:from], p.records[from+32:]...)
		}
	}
	frame := p.records[16:]
	d.counted += count
	one := &pcap.Packet{Data: frame, Len: uint32(len(frame)), Interface: d.on}
	if count > 0 {
		one.DropCount = pcap.Of(count)
	}
	if err := d.w.WritePacket(one); err != nil {
		rt.Fatal(err)
	}
}

// statistics count some more.
func (d *drops) statistics(rt *rapid.T, more uint64) {
	d.isb += more
	missing := uint64(0)
	for _, g := range d.gaps[d.since:] {
		if !g.proven {
			missing += g.lost
		}
	}
	d.spare = 0
	if missing <= d.isb-d.was {
		for _, g := range d.gaps[d.since:] {
			g.proven = true
		}
		d.spare = d.isb - d.was - missing
	}
	d.since, d.across, d.was, d.counted = len(d.gaps), true, d.isb, max(d.counted, d.isb)
	if err := d.w.WriteStatistics(d.on, &pcap.Statistics{Time: time.Unix(int64(d.at)+1, 0), Dropped: pcap.Of(d.isb)}); err != nil {
		rt.Fatal(err)
	}
}

// TestDropsAreNotTwice: whatever packets and statistics count as dropped, no more is called lost;
// and where the statistics alone count, that is what they prove, and all of it. R29a
func TestDropsAreNotTwice(t *testing.T) {
	proven, unproven := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		var b bytes.Buffer
		d := &drops{t: t, w: must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t), on: &pcap.Interface{LinkType: 253, Resolution: 9}}
		few := func(most uint64, what string) uint64 { return rapid.Uint64Range(0, most).Draw(rt, what) }
		counts := rapid.Bool().Draw(rt, "packets count")
		d.packet(rt, 0, 0)
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			if few(3, "statistics") == 0 {
				if !d.across {
					d.statistics(rt, few(4, "more"))
				}
				continue
			}
			count := uint64(0)
			if counts {
				count = few(3, "drop count")
			}
			skips := []uint64{few(2, "skip")}
			if few(3, "two in a frame") == 0 {
				skips = append(skips, few(2, "second skip"))
			}
			d.packet(rt, count, skips...)
		}
		if err := d.w.Close(); err != nil {
			t.Fatal(err)
		}
		var got, want []string
		lost := uint64(0)
		list, _ := check(t, b.Bytes(), 0, 0)
		for _, n := range list {
			if n.Loss != nil {
				is := n.Name == "events-lost"
				if got = append(got, fmt.Sprint(n.ToFrame, ":", n.Lost, " ", is)); is {
					lost += n.Lost
				}
			}
		}
		for _, g := range d.gaps {
			if want = append(want, fmt.Sprint(g.frame, ":", g.lost, " ", g.proven)); g.proven {
				proven++
			} else {
				unproven++
			}
		}
		if lost > d.counted {
			rt.Fatalf("%d are lost of %d that were counted: %s", lost, d.counted, strings.Join(got, ", "))
		}
		if !counts && strings.Join(got, ", ") != strings.Join(want, ", ") {
			rt.Fatalf("%s, want %s", strings.Join(got, ", "), strings.Join(want, ", "))
		}
		if all, perhaps := counted(t, b.Bytes()); all-perhaps != lost {
			rt.Fatalf("stats has %d lost, %d of them perhaps filtered; check %d", all, perhaps, lost)
		}
	})
	if !testkit.Few() && (proven == 0 || unproven == 0) {
		t.Errorf("%d gaps are proven, %d are not", proven, unproven)
	}
}
