package notes_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func kernelCases() []one {
	event := func(changes ...change) func(*tape) {
		return func(p *tape) { p.event(1, fork(10, 10), changes...) }
	}
	timespec := func(nsec uint32) func(*tape) {
		return func(p *tape) {
			p.layout = codec.ProcLayoutTimespec32
			p.event(1, fork(10, 10), put32(64, nsec))
		}
	}
	timespec64 := func(nsec, high uint32) func(*tape) {
		return func(p *tape) {
			p.layout = codec.ProcLayoutTimespec64
			p.event(1, fork(10, 10), put32(68, nsec), put32(72, high))
		}
	}
	// R38: several cn_msgs, and nlmsg_seq is that of the first.
	several := func(changes ...change) func(*tape) {
		second := func(f []byte) []byte {
			f = append(f, f[atCn:]...)
			le.PutUint32(f[atEnd+atCnSeq-atCn:], 1)
			return put32(atHeader, uint32(len(f)-atHeader))(f)
		}
		return event(append([]change{second}, changes...)...)
	}
	return []one{
		{"kernel-header", 1, atType, event(put16(atType, 2)), event(put16(atType, 3))},
		{"kernel-header", 1, atFlags, event(put16(atFlags, 2)), event()},
		{"kernel-header", 1, atType, func(p *tape) { p.answer(1, 0, put16(atType, 2)) }, func(p *tape) { p.request(1, 0, 1, put16(atType, 2)) }},
		{"kernel-seq", 1, atSeq, event(put32(atSeq, 5)), event(put32(atSeq, 5), put32(atCnSeq, 5))},
		{"kernel-seq", 1, atSeq, several(put32(atSeq, 1)), several()},
		{"event-ack", 1, atAck, event(put32(atAck, 1)), func(p *tape) { p.answer(0, 0) }},
		{"event-length", 1, atLen, event(put16(atLen, 36)), event(put16(atLen, 32))},
		{"event-cpu", 1, atCPU, event(put32(atCPU, 0xffffffff)), func(p *tape) { p.answer(0, 0, put32(atCPU, 0xffffffff)) }},
		{"event-nanoseconds", 1, 64, timespec(1e9), timespec(1e9 - 1)},
		{"event-nanoseconds", 1, 68, timespec64(1e9, 0), timespec64(1e9-1, 0)},
		{"event-nanoseconds", 1, 68, timespec64(0, 1), timespec64(0, 0)},
		{"event-port", 1, atPort, event(put32(atPort, 9)), func(p *tape) { p.request(1, 0, 1) }},
		{"leaked-flags", 1, atCnFlag, event(put16(atCnFlag, 1)), func(p *tape) { p.request(1, 0, 1, put16(atCnFlag, 1)) }},
	}
}

// TestForgedEvent: an event that user space sent is noted as such, and neither
// its numbers nor its tasks mean anything.
func TestForgedEvent(t *testing.T) {
	p := newTape(t).event(eventFork, fork(9, 9))
	p.event(eventFork, fork(0, 0), put32(atPort, 5), put32(atCnSeq, 70), put32(atSeq, 70))
	p.event(eventFork, fork(9, 9), put32(atPort, 5))
	p.seq[1] = 1
	p.event(eventExit, task(9, 9))
	list, _ := check(t, p.capture(), p.layout, 0)
	if len(list) != 2 || list[0].Name != "event-port" || list[1].Name != "event-port" {
		t.Errorf("%s", names(list))
	}
}
