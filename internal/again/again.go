// Package again makes long captures of short ones, for benchmarks.
package again

import (
	"bufio"
	"encoding/binary"
	"os"
)

// The sizes of a little-endian classic pcap's headers, and where its fields stand.
const (
	fileHeader   = 24
	recordHeader = 16
	lengthAt     = 8
)

// Where fields stand in a record's packet and in a netlink message of process events.
const (
	cooked     = 16
	nlSeqAt    = 8
	portAt     = 12
	idxAt      = 16
	seqAt      = 24
	ackAt      = 28
	whatAt     = 36
	cpuAt      = 40
	stampAt    = 44
	wholeEvent = 52 // up to the union
)

var le = binary.LittleEndian

// Repeat writes the records of a capture again and again, until there are so many. It
// goes on as the kernel would: numbers of events count on on their CPU, requests and
// answers have numbers of their own, and clocks go on. Else nearly all would be copies
// of the first time, and what is done of a message would hardly be done. The capture
// is a little-endian pcap, with microseconds, of link type 253.
func Repeat(to, from string, frames int) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.Write(b[:fileHeader])
	records := b[fileHeader:]
	c := newClock(records)
	for rest := records; frames > 0; frames-- {
		if len(rest) == 0 {
			rest = records
			c.again(records)
		}
		n := length(rest)
		w.Write(rest[:n])
		rest = rest[n:]
	}
	return w.Flush()
}

// length is how long the first record is.
func length(b []byte) int { return recordHeader + int(le.Uint32(b[lengthAt:])) }

// requests is by how much their numbers grow.
const requests = 1000

// clock is by how much numbers and times grow from one time to the next.
type clock struct {
	microseconds uint64
	events       map[uint32]uint32 // of each CPU
}

func newClock(records []byte) *clock {
	c := &clock{events: map[uint32]uint32{}}
	low, high := map[uint32]uint32{}, map[uint32]uint32{}
	first, last := moment(records), uint64(0)
	each(records, func(record, message []byte) {
		last = max(last, moment(record))
		if !isCounted(message) {
			return
		}
		cpu, seq := le.Uint32(message[cpuAt:]), le.Uint32(message[seqAt:])
		if at, known := low[cpu]; !known || seq < at {
			low[cpu] = seq
		}
		high[cpu] = max(high[cpu], seq)
		c.events[cpu] = high[cpu] - low[cpu] + 1
	})
	c.microseconds = last - first + 1
	return c
}

// again makes the records those of the next time.
func (c *clock) again(records []byte) {
	for rest := records; len(rest) > 0; rest = rest[length(rest):] {
		at := moment(rest) + c.microseconds
		le.PutUint32(rest, uint32(at/1e6))
		le.PutUint32(rest[4:], uint32(at%1e6))
	}
	each(records, func(_, message []byte) {
		by, answered := uint32(requests), uint32(requests)
		if isCounted(message) {
			by = c.events[le.Uint32(message[cpuAt:])]
			if le.Uint32(message[whatAt:]) != 0 { // 0 is an answer, which counts too
				answered = 0
			}
			le.PutUint64(message[stampAt:], le.Uint64(message[stampAt:])+c.microseconds*1000)
		}
		for _, at := range []int{nlSeqAt, seqAt} {
			le.PutUint32(message[at:], le.Uint32(message[at:])+by)
		}
		le.PutUint32(message[ackAt:], le.Uint32(message[ackAt:])+answered)
	})
}

// moment is when a record was captured, in microseconds since 1970.
func moment(record []byte) uint64 {
	return uint64(le.Uint32(record))*1e6 + uint64(le.Uint32(record[4:]))
}

// each calls do with each netlink message that has the head of a connector's.
func each(records []byte, do func(record, message []byte)) {
	for ; len(records) > 0; records = records[length(records):] {
		b := records[recordHeader+cooked : length(records)]
		for len(b) >= whatAt {
			n := int(le.Uint32(b))
			if n < whatAt || n > len(b) {
				break
			}
			do(records, b[:n])
			b = b[min(len(b), (n+3)&^3):]
		}
	}
}

// isCounted reports whether a message is of process events, from the kernel: those have
// the numbers that count on on their CPU.
func isCounted(m []byte) bool {
	return len(m) >= wholeEvent && le.Uint32(m[portAt:]) == 0 && le.Uint32(m[idxAt:]) == 1 && le.Uint32(m[idxAt+4:]) == 1
}
