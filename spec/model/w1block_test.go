package model_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// A list of slaves that has no room in 16384 bytes comes in several messages, each with
// seq + 1, and has one status. A number is added while 16 bytes of heads, those before and it are less than 16384:
// drivers/w1/w1_netlink.c:w1_reply_make_space sends what is full before it is too full.
func TestW1Split(t *testing.T) {
	o := binary.LittleEndian
	m := &model.W1Master{Number: 3, Room: 64, Wire: &module{}}
	for n := range uint64(4100) {
		m.Slaves = append(m.Slaves, n)
	}
	got := askW1(t, m, 0, w1Message(o, 4, -1, 3, 8, 0, 0, 0))
	if len(got) != 4 || got[3] != "3:1 s 0 08000000" {
		t.Fatalf("%d messages, the last is %.40q", len(got), got[len(got)-1])
	}
	var numbers strings.Builder
	for i, want := range []int{2045, 2045, 10} {
		hex, ok := strings.CutPrefix(got[i], "3:1 r 0 ")
		if !ok || (len(hex)-8)/16 != want {
			t.Errorf("message %d: %.20q with %d numbers, want %d", i+1, got[i], (len(hex)-8)/16, want)
		}
		numbers.WriteString(hex[8:])
	}
	var want strings.Builder
	for n := range uint64(4100) {
		for i := range 8 {
			b := byte(n >> (8 * i))
			want.WriteByte("0123456789abcdef"[b>>4])
			want.WriteByte("0123456789abcdef"[b&15])
		}
	}
	if numbers.String() != want.String() {
		t.Error("not the numbers 0 to 4099 in their order")
	}
}
