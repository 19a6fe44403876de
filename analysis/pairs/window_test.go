package pairs_test

import (
	"encoding/binary"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// record is a request of process events, or the answer to it.
func record(t *testing.T, ack uint64, answer bool) octets.Record {
	t.Helper()
	le := binary.LittleEndian
	head, id := octets.Set{"nlmsg_type": 3, "nlmsg_pid": 9}, octets.Set{"id.idx": 1, "id.val": 1, "seq": ack, "ack": ack}
	body := le.AppendUint32(nil, 1)
	if answer {
		delete(head, "nlmsg_pid")
		id["ack"] = ack + 1
		body = testkit.Must(spec.Default().Event(le, octets.Set{"what": 0, "cpu": 0, "timestamp_ns": ack}, octets.Set{"err": 0}))(t)
	}
	return octets.Record{Data: octets.Cooked(11, octets.Message(t, le, head, testkit.Must(spec.Default().CnMsg(le, id, body))(t)))}
}

// A request is given out as soon as no answer can be found to it, and not before: while as many
// others come as the genealogy looks at.
func TestForgotten(t *testing.T) {
	for _, behind := range []int{0, genealogy.RequestWindow - 1, genealogy.RequestWindow} {
		var records []octets.Record
		for n := range behind + 1 {
			records = append(records, record(t, uint64(10*n), false))
		}
		records = append(records, record(t, 0, true))
		var answers []string
		p := pairs.Pairs{Emit: func(p *pairs.Pair) error {
			answers = append(answers, string(p.AppendAnswer(nil)))
			return nil
		}}
		early := 0
		frames.Each(t, octets.Pcap(binary.LittleEndian, false, records...), func(f *analysis.Frame) {
			if int(f.Number) == len(records) {
				early = len(answers)
			}
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		first, alone := "ok", uint64(0)
		if behind == genealogy.RequestWindow {
			first, alone = "none", 1
		}
		if early != int(alone) || len(answers) != 1 || answers[0] != first || p.Alone != alone {
			t.Errorf("%d behind: %d came before the answer, then %q, %d alone; want %q", behind, early, answers, p.Alone, first)
		}
	}
}

// Requests that nobody answers need no more memory than the genealogy looks at.
func TestWindowMemory(t *testing.T) {
	const many, most = 20 * genealogy.RequestWindow, 2 << 20
	out := 0
	p := pairs.Pairs{Emit: func(*pairs.Pair) error { out++; return nil }}
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	frames.Each(t, octets.Pcap(binary.LittleEndian, false, record(t, 7, false)), func(f *analysis.Frame) {
		before := inUse()
		for n := range uint64(many) {
			m := &f.Messages[0]
			m.Frame = n + 1
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		}
		if took := int64(inUse()) - int64(before); took > most {
			t.Errorf("%d bytes for %d requests", took, many)
		}
	})
	if want := many - genealogy.RequestWindow; out != want {
		t.Errorf("%d came, want %d", out, want)
	}
}
