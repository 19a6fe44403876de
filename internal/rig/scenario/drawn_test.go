package scenario

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// lengthsAddUp reports whether w1 messages and the commands in them end where the data does.
func lengthsAddUp(b []byte) bool {
	o := binary.NativeEndian
	for len(b) >= 12 {
		kind, n := b[0], int(o.Uint16(b[2:]))
		if b = b[12:]; n > len(b) {
			return false
		}
		for inside := b[:n]; (kind == 4 || kind == 5) && len(inside) > 0; {
			if len(inside) < 4 || 4+int(o.Uint16(inside[2:])) > len(inside) {
				return false
			}
			inside = inside[4+int(o.Uint16(inside[2:])):]
		}
		b = b[n:]
	}
	return len(b) == 0
}

// What is drawn is sound most of the time, and often enough it is not; it never takes a
// slave from the bus that a search would find anew.
func TestDrawnW1(t *testing.T) {
	const draws = 5000
	d := &drawing{Rand: rand.New(rand.NewPCG(1, 2))}
	sound, commands := 0, map[byte]int{}
	for range draws {
		if lengthsAddUp(d.w1()) {
			sound++
		}
		b := d.w1Command()
		commands[b[0]]++
		if b[0] == w1Remove && len(b) == 12 && binary.NativeEndian.Uint64(b[4:]) != w1Elsewhere {
			t.Fatalf("%x takes a slave away", b)
		}
	}
	if sound < draws*6/10 || sound > draws*95/100 {
		t.Errorf("%d of %d are sound", sound, draws)
	}
	if len(commands) != 10 {
		t.Errorf("%d commands: %v", len(commands), commands)
	}
}

// Answers with a fault of each kind are told from sound ones.
func TestW1Faults(t *testing.T) {
	answer := func(ack uint32, data []byte) []byte {
		return Request{NlType: 3, Idx: 3, Val: 1, Seq: raceSeq, Ack: ack, Len: -1, Data: data}.Bytes()
	}
	read := answer(raceSeq+1, toMaster(w1Cmd(w1Read, 1, 2, 3, 4, 5)))
	status := answer(raceAck, toMaster(w1Cmd(w1Reset)))
	for _, c := range []struct {
		name          string
		answers       [][]byte
		labels, twice int
	}{
		{"as they should be", [][]byte{read, answer(raceSeq+1, toEmpty(w1Cmd(w1Read, 1, 2))), status, answer(raceAck, toEmpty(w1Cmd(w1Reset)))}, 0, 0},
		{"what the other one read", [][]byte{answer(raceSeq+1, toMaster(w1Cmd(w1Read, 1, 2)))}, 1, 0},
		{"the other way round", [][]byte{answer(raceSeq+1, toEmpty(w1Cmd(w1Read, 1, 2, 3, 4, 5)))}, 1, 0},
		{"a status again", [][]byte{status, read, status}, 0, 1},
		{"of another request", [][]byte{status, Request{Idx: 3, Val: 1, Seq: raceSeq + 1, Ack: raceAck, Len: -1, Data: toMaster(w1Cmd(w1Reset))}.Bytes()}, 0, 0},
		{"an event", [][]byte{Request{Idx: 3, Val: 1, Seq: 1, Len: -1, Data: w1Message(2, w1Number(1), nil)}.Bytes()}, 0, 0},
		{"beyond the end", [][]byte{Request{Idx: 3, Val: 1, Seq: raceSeq, Ack: raceAck, Len: 900, Data: toMaster(w1Cmd(w1Reset))}.Bytes()}, 0, 0},
	} {
		var n w1Faults
		for _, b := range c.answers {
			n.add(binary.NativeEndian, b)
		}
		if n.labels != c.labels || n.twice != c.twice {
			t.Errorf("%s: %d labels, %d twice", c.name, n.labels, n.twice)
		}
	}
}
