package notes_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

type set = map[string]uint64

var le, be = binary.ByteOrder(binary.LittleEndian), binary.ByteOrder(binary.BigEndian)

// Where things are in a frame of link type 253 with one event.
const (
	atFamily = 14
	atHeader = 16 // nlmsghdr
	atType   = 20
	atFlags  = 22
	atSeq    = 24
	atPort   = 28
	atCn     = 32 // cn_msg
	atCnSeq  = 40
	atAck    = 44
	atLen    = 48
	atCnFlag = 50
	atData   = 52
	atCPU    = 56
	atArm    = 68
	atEnd    = 92
)

// tape is a capture in the making: a classic pcap, with little-endian headers.
type tape struct {
	t       testing.TB
	link    uint32
	records []byte
	at      uint32 // seconds
	seq     map[uint64]uint64
	cut     int    // bytes that the file lacks at its end
	file    []byte // instead of all that
	layout  codec.ProcLayout
}

func newTape(t testing.TB) *tape { return &tape{t: t, link: 253, seq: map[uint64]uint64{}} }

// raw adds a frame; wire is its length before it was cut, 0 for its own.
func (p *tape) raw(frame []byte, wire int) *tape {
	p.at++
	for _, v := range []uint32{p.at, 0, uint32(len(frame)), uint32(max(wire, len(frame)))} {
		p.records = binary.LittleEndian.AppendUint32(p.records, v)
	}
	p.records = append(p.records, frame...)
	return p
}

// capture is the file.
func (p *tape) capture() []byte {
	if p.file != nil {
		return p.file
	}
	b := []byte("\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00")
	b = append(binary.LittleEndian.AppendUint32(b, p.link), p.records...)
	return b[:len(b)-p.cut]
}

// change changes bytes of a frame.
type change func(frame []byte) []byte

func put16(off int, v uint16) change {
	return func(f []byte) []byte { le.PutUint16(f[off:], v); return f }
}
func put32(off int, v uint32) change {
	return func(f []byte) []byte { le.PutUint32(f[off:], v); return f }
}

// add appends bytes to the frame.
func add(b ...byte) change { return func(f []byte) []byte { return append(f, b...) } }

// event adds an event of CPU 1 as a kernel sends it, changed.
func (p *tape) event(what uint64, arm set, changes ...change) *tape {
	return p.eventIn(le, set{"what": what, "cpu": 1}, arm, changes...)
}

func (p *tape) eventIn(o binary.ByteOrder, head, arm set, changes ...change) *tape {
	p.t.Helper()
	seq := p.seq[head["cpu"]]
	p.seq[head["cpu"]]++
	head["timestamp_ns"] = uint64(p.at)*1e9 + seq
	e := must(spec.Default().Event(o, head, arm))(p.t)
	return p.message(o, nil, set{"id.idx": 1, "id.val": 1, "seq": seq}, e, changes...)
}

// answer adds the answer to a request with ack.
func (p *tape) answer(ack, errno uint64, changes ...change) *tape {
	return p.event(0, set{"err": errno}, append([]change{put32(atAck, uint32(ack+1))}, changes...)...)
}

// request adds a request of four bytes, or of eight where mask is not 0, from
// port 77.
func (p *tape) request(op, mask, ack uint64, changes ...change) *tape {
	p.t.Helper()
	b := must(spec.Default().New(le, "proc_input", set{"mcast_op": op, "event_type": mask}))(p.t)
	if mask == 0 {
		b = b[:4]
	}
	return p.message(le, set{"nlmsg_pid": 77}, set{"id.idx": 1, "id.val": 1, "seq": 3, "ack": ack}, b, changes...)
}

// message adds a connector message.
func (p *tape) message(o binary.ByteOrder, nl, cn set, data []byte, changes ...change) *tape {
	p.t.Helper()
	f := append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, must(spec.Default().Message(o, nl, cn, data))(p.t)...)
	for _, c := range changes {
		f = c(f)
	}
	return p.raw(f, 0)
}

// task are the numbers of an arm with one process.
func task(pid, tgid uint64) set { return set{"process_pid": pid, "process_tgid": tgid} }

// fork are those of a fork.
func fork(pid, tgid uint64) set {
	return set{"parent_pid": 1, "parent_tgid": 1, "child_pid": pid, "child_tgid": tgid}
}

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// check checks a capture as the command does.
func check(t testing.TB, capture []byte, layout codec.ProcLayout, limit uint64) ([]notes.Note, *notes.Checker) {
	t.Helper()
	var list []notes.Note
	c := &notes.Checker{Limit: limit, Emit: func(n *notes.Note) error { list = append(list, *n); return nil }}
	feed(t, capture, layout, c)
	return list, c
}

// feed reads a capture into a checker.
func feed(t testing.TB, capture []byte, layout codec.ProcLayout, c *notes.Checker) {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(capture))
	if err != nil {
		c.Damage("x.pcap", err)
		return
	}
	frames := &analysis.Frames{Layout: layout}
	frames.Open(r)
	for {
		f, err := frames.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.Damage("x.pcap", err)
			if pcap.Resumes(err) {
				continue
			}
			break
		}
		if err := c.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	c.Odd("x.pcap", r)
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
}
