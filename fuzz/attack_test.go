package fuzz_test

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
)

// Everything that can be tried is tried here, beside the random attacks: every
// cut, every flipped bit, and every length at its boundaries, of one message of
// each kind. CNWIRE_ATTACK=all takes the made ones too, and every value of every
// byte; make attack sets it.
var attackAll = os.Getenv("CNWIRE_ATTACK") == "all"

// targets returns the datagrams to attack: those that kernels sent, or all.
func targets(t *testing.T) (list []fuzz.Case) {
	t.Helper()
	for _, c := range fuzz.Datagrams() {
		if attackAll || strings.Contains(c.Name, ", frame ") && !strings.Contains(c.Name, "other order") {
			list = append(list, c)
		}
	}
	if len(list) < 30 {
		t.Fatalf("only %d kinds of messages to attack", len(list))
	}
	return list
}

// attack runs f on every target, two or more at a time, and reports how many
// inputs it made of them.
func attack(t *testing.T, f func(t *testing.T, c fuzz.Case) (inputs int)) {
	t.Helper()
	for _, c := range targets(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			t.Logf("%d inputs", f(t, c))
		})
	}
}

// hold holds what must be true of any bytes.
func hold(t fuzz.T, b []byte) {
	t.Helper()
	roundTrip(t, b)
	tree(t, b)
	framesIn(t, b, codec.OrderUnknown)
}

func TestAttackCuts(t *testing.T) {
	attack(t, func(t *testing.T, c fuzz.Case) int {
		prefix(t, c.Bytes)
		for n := range c.Bytes {
			hold(t, c.Bytes[:n:n])
		}
		return len(c.Bytes)
	})
}

func TestAttackBits(t *testing.T) {
	attack(t, func(t *testing.T, c fuzz.Case) (inputs int) {
		b := bytes.Clone(c.Bytes)
		for i := range b {
			for v := 1; v < 256; v++ {
				if v&(v-1) != 0 && !attackAll {
					continue // more than one bit
				}
				if !attackAll && (i >= 96 || (i*8+v)%share() != 0) {
					continue // bytes without a field; or the same again
				}
				b[i] = c.Bytes[i] ^ byte(v)
				hold(t, b)
				inputs++
			}
			b[i] = c.Bytes[i]
		}
		return inputs
	})
}

// share is which part of the bits is flipped: all, or every so many-th in make
// check and where the same code runs once more and slower, with 32-bit integers
// or looking for races.
func share() int {
	switch {
	case testkit.RaceEnabled:
		return 29
	case strconv.IntSize == 32:
		return 5
	case !testkit.Deep:
		return 7
	}
	return 1
}

// boundaries are lengths at which something changes; those beside the true one
// and beside what is there come to them.
var boundaries = []uint64{
	0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 19, 20, 21, 31, 32, 33, 35, 36, 37, 39, 40, 41,
	0x7ffc, 0x7fff, 0x8000, 0xfffc, 0xfffe, 0xffff, 0x10000, 0x10001, 0x7ffffffc, 0x7ffffffd, 0x7fffffff,
	0x80000000, 0x80000001, 0xfffffffc, 0xfffffffd, 0xfffffffe, 0xffffffff,
}

func TestAttackLengths(t *testing.T) {
	attack(t, func(t *testing.T, c fuzz.Case) (inputs int) {
		o := orders[0]
		if codec.Detect(c.Bytes, len(c.Bytes)).Order == codec.BigEndian {
			o = codec.BigEndian
		}
		lengths := lengthsOf(o, c.Bytes)
		for _, l := range lengths {
			b := bytes.Clone(c.Bytes)
			for i, v := range around(l, len(b)) {
				if !attackAll && share() > 1 && i%4 != 0 {
					continue
				}
				put(o, b, l, v)
				hold(t, b)
				inputs++
				for _, other := range lengths { // two at once
					if other.Offset > l.Offset && (attackAll || i%8 == 0) {
						for _, w := range []uint64{0, 16, other.Value + 1, other.Value - 1, 0xffffffff} {
							put(o, b, other, w)
							hold(t, b)
							inputs++
						}
						put(o, b, other, other.Value)
					}
				}
			}
		}
		if len(c.Bytes) >= codec.NlMsghdrSize && (len(lengths) == 0 || inputs < 10) {
			t.Errorf("%d lengths, %d inputs", len(lengths), inputs)
		}
		return inputs
	})
}

// lengthsOf returns the length fields of a datagram.
func lengthsOf(o codec.Order, b []byte) (list []spec.Claim) {
	claims, _ := spec.Default().Walk(byteOrder(o), codec.FamilyConnector, b, len(b))
	for _, c := range claims {
		if c.Struct == "nlmsghdr" && c.Field == "nlmsg_len" || c.Struct == "cn_msg" && c.Field == "len" {
			list = append(list, c)
		}
	}
	return list
}

// around returns the values to try for a length in a datagram of n bytes.
func around(l spec.Claim, n int) (list []uint64) {
	list = append(list, boundaries...)
	for d := uint64(0); d < 9; d++ {
		list = append(list, l.Value-d, l.Value+d, uint64(n-l.Offset)-d, uint64(n-l.Offset)+d)
	}
	return list
}

// put writes a length, of which the upper bits may be lost.
func put(o codec.Order, b []byte, l spec.Claim, v uint64) {
	if l.Size == 2 {
		byteOrder(o).PutUint16(b[l.Offset:], uint16(v))
		return
	}
	byteOrder(o).PutUint32(b[l.Offset:], uint32(v))
}
