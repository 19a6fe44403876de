package pairs_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// A request waits as long as an answer can be found to it: those of process events and those of
// others are looked for apart, and what the notifier says is no request.
func TestWaitsForItsKind(t *testing.T) {
	le := binary.LittleEndian
	var w1 [][]byte // a request of the scenario w1bus and the answer to it
	frames.Each(t, frames.Capture(t, "amd64-6.1.192/w1bus.nlmon.pcap"), func(f *analysis.Frame) {
		if f.Number == 7 || f.Number == 8 {
			w1 = append(w1, bytes.Clone(f.Data))
		}
	})
	process := [][]byte{record(t, 0, false).Data, record(t, 0, true).Data}
	numbered := func(frame []byte, n uint32) []byte {
		frame = bytes.Clone(frame)
		le.PutUint32(frame[40:], n) // seq and ack, behind the cooked header, the nlmsghdr and the id
		le.PutUint32(frame[44:], n)
		return frame
	}
	ask := testkit.Must(spec.Default().New(le, "cn_ctl_msg", octets.Set{"group": 5}))(t)
	notifier := octets.Cooked(11, testkit.Must(spec.Default().Message(le, octets.Set{"nlmsg_pid": 9}, octets.Set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, ask))(t))
	for _, c := range []struct {
		what       string
		before     [][]byte
		pair       [][]byte
		between    func(n uint32) []byte
		isAnswered bool
	}{
		{"process events among w1's", nil, process, func(n uint32) []byte { return numbered(w1[0], 10*n) }, true},
		{"w1 among process events'", nil, w1, func(n uint32) []byte { return record(t, uint64(10*n), false).Data }, true},
		{"w1 among w1's", nil, w1, func(n uint32) []byte { return numbered(w1[0], 1<<20+10*n) }, false},
		{"w1 among what the notifier says", [][]byte{notifier}, w1, func(n uint32) []byte {
			return octets.Cooked(11, testkit.Must(spec.Default().Message(le, nil, octets.Set{"id.idx": uint64(1000 + n), "id.val": 1}, nil))(t))
		}, true},
	} {
		var records []octets.Record
		for _, b := range append(c.before, c.pair[0]) {
			records = append(records, octets.Record{Data: b})
		}
		asked := uint64(len(records))
		for n := range uint32(genealogy.RequestWindow + 10) {
			records = append(records, octets.Record{Data: c.between(n)})
		}
		records = append(records, octets.Record{Data: c.pair[1]})
		notices, answered := 0, false
		p := pairs.Pairs{Emit: func(p *pairs.Pair) error {
			answered = answered || *p.RequestFrame == asked && p.ReplyFrame != nil && *p.ReplyFrame == uint64(len(records))
			return nil
		}}
		frames.Each(t, octets.Pcap(le, false, records...), func(f *analysis.Frame) {
			if f.Messages[0].Notice {
				notices++
			}
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := p.End(); err != nil || answered != c.isAnswered || (notices > 0) != (c.before != nil) {
			t.Errorf("%s: answered %v, %d alone, %d notices, %v", c.what, answered, p.Alone, notices, err)
		}
	}
}

// Of all hosts 65536 requests wait, and of one more the oldest is given out.
func TestWaitingOfAllHosts(t *testing.T) {
	const most, hosts = 1 << 16, 20
	out := 0
	p := pairs.Pairs{Emit: func(*pairs.Pair) error { out++; return nil }}
	var of [hosts]*host.Host
	for i := range of {
		of[i] = &host.Host{Number: i, Name: string(rune('a' + i))}
	}
	frames.Each(t, octets.Pcap(binary.LittleEndian, false, record(t, 7, false)), func(f *analysis.Frame) {
		for n := range uint64(most + 10) {
			f.Host, f.Messages[0].Frame = of[n%hosts], n+1
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
			if want := max(0, int(n+1)-most); out != want {
				t.Fatalf("%d of %d came, want %d", out, n+1, want)
			}
		}
	})
}
