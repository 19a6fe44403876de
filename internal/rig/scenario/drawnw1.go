package scenario

import (
	"encoding/binary"
	"slices"
)

// w1 is the data of a random request to the 1-wire bus: several messages, with several
// commands, of which some are wrong. No slave of the bus is taken away: a search that finds
// one anew leaves its master locked (6.12).
func (d *drawing) w1() (b []byte) {
	for range 1 + d.IntN(3) {
		b = append(b, d.w1Message()...)
	}
	if d.IntN(25) == 0 {
		b = append(b, d.bytes(d.IntN(13))...)
	}
	return b
}

func (d *drawing) w1Message() []byte {
	var cmds []byte
	for range []int{0, 1, 1, 1, 2, 3}[d.IntN(6)] {
		cmds = append(cmds, d.w1Command()...)
	}
	var b []byte
	switch d.IntN(8) {
	case 0:
		b = w1Message(6, w1Number(d.Uint64()), nil)
	case 1, 2:
		b = toSlave([]uint64{w1First, w1Second, w1Elsewhere, d.Uint64()}[d.IntN(4)], cmds)
	case 3:
		b = w1Message(byte(d.IntN(10)), w1Number(uint64(d.IntN(3))), cmds)
	case 4, 5:
		b = toEmpty(cmds)
	default:
		b = toMaster(cmds)
	}
	b = slices.Clone(b)
	if d.IntN(25) == 0 {
		binary.NativeEndian.PutUint16(b[2:], uint16(d.IntN(len(b)+4)))
	}
	return b
}

func (d *drawing) w1Command() []byte {
	cmd := []byte{w1Read, w1Read, w1Write, w1Search, w1Alarm, w1Touch, w1Reset, w1Add, w1Remove, w1List, 99}[d.IntN(11)]
	var data []byte
	switch cmd {
	case w1Add, w1Remove:
		if data = w1Number(w1Elsewhere); d.IntN(5) == 0 {
			data = data[:d.IntN(8)]
		}
	case w1Read, w1Write, w1Touch:
		data = d.bytes([]int{0, 1, 2, 3, 5, 9, 40, 600}[d.IntN(8)])
	}
	b := w1Cmd(cmd, data...)
	if d.IntN(25) == 0 {
		binary.NativeEndian.PutUint16(b[2:], uint16(d.IntN(len(data)+6)))
	}
	return b
}
