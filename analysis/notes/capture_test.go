package notes_test

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/pcap"
)

func captureCases() []one {
	clean := func(p *tape) { p.event(eventFork, fork(9, 9)) }
	family := func(n byte) func(*tape) {
		return func(p *tape) {
			p.event(eventFork, fork(9, 9), func(f []byte) []byte { f[atFamily+1] = n; return f })
		}
	}
	link := func(n uint32) func(*tape) {
		return func(p *tape) { clean(p); p.link = n }
	}
	return []one{
		{"capture-damaged", 1, 24, func(p *tape) { clean(p); p.cut = 1 }, clean},
		{"capture-unreadable", 0, 0, func(p *tape) { p.file = []byte("no capture, but longer than its header would be\n") }, func(p *tape) {}},
		{"capture-odd", 1, 24, func(p *tape) { clean(p); le.PutUint32(p.records[4:], 1e6) }, func(p *tape) { clean(p); le.PutUint32(p.records[4:], 1e6-1) }},
		{"capture-header", 0, 0, func(p *tape) { clean(p); p.file = p.capture(); p.file[6] = 3 }, clean},
		{"not-netlink", 1, -1, link(1), link(253)},
		{"other-family", 1, -1, family(16), family(11)},
		{"no-connector", 0, -1, family(16), family(11)},
		{"capture-dropped", 1, -1, func(p *tape) { p.file = dropping(p.t, 3, 0) }, func(p *tape) { p.file = dropping(p.t, 0, 0) }},
		{"capture-dropped", 0, -1, func(p *tape) { p.file = dropping(p.t, 0, 7) }, func(p *tape) { p.file = dropping(p.t, 0, 0) }},
		{"time-backwards", 2, -1, func(p *tape) { clean(p); p.at -= 2; p.event(eventExit, task(9, 9)) },
			func(p *tape) { clean(p); p.at--; p.event(eventExit, task(9, 9)) }},
	}
}

// dropping is a pcapng that says itself how many frames are missing.
func dropping(t testing.TB, byFrame, byInterface uint64) []byte {
	frame := newTape(t).event(eventFork, fork(9, 9)).records[16:]
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	i := &pcap.Interface{LinkType: 253, Resolution: 9}
	for _, err := range []error{
		w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Interface: i, DropCount: pcap.Of(byFrame)}),
		w.WriteStatistics(i, &pcap.Statistics{OSDropped: pcap.Of(byInterface)}),
		w.Close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestTimeBackwards: earlier than the frame before, not than the latest.
func TestTimeBackwards(t *testing.T) {
	for _, c := range []struct {
		seconds []uint32
		want    string
	}{
		{[]uint32{9, 1, 2, 3}, "earlier than the frame before: 1 frames"},
		{[]uint32{9, 8, 7, 9}, "earlier than the frame before: 2 frames"},
		{[]uint32{9, 9, 10}, ""},
	} {
		p := newTape(t)
		for _, s := range c.seconds {
			p.at = s - 1
			p.event(eventFork, fork(9, 9))
		}
		list, _ := check(t, p.capture(), p.layout, 0)
		got := ""
		for _, n := range list {
			if n.Name == "time-backwards" {
				got += n.Text
			}
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.seconds, got, c.want)
		}
	}
}

// TestDamageWithoutFile: a file that cannot be opened is a note too.
func TestDamageWithoutFile(t *testing.T) {
	var got []notes.Note
	c := &notes.Checker{Emit: func(n *notes.Note) error { got = append(got, *n); return nil }}
	c.Damage("missing.pcap", fs.ErrNotExist)
	if len(got) != 1 || got[0].Name != "capture-unreadable" || got[0].File != "missing.pcap" || got[0].Severity != notes.Error {
		t.Errorf("%+v", got)
	}
}
