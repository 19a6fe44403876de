package model_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// TestUvesafb answers a question with a buffer of 4 bytes in slot 0, in the ways that
// uvesafb_cn_callback tells apart. What the kernel made of it is slot, eax and data.
func TestUvesafb(t *testing.T) {
	o := binary.LittleEndian
	const random = 0xdeadbeef
	task := func(size uint64, data string) []byte {
		return append(testkit.Must(spec.Default().New(o, "uvesafb_task", map[string]uint64{"buf_len": size, "eax": 0x4f}))(t), data...)
	}
	for _, c := range []struct {
		name     string
		seq, ack uint64
		data     []byte
		from     model.Creds
		want     string
		drop     model.Drop
	}{
		{"as long", 0, random, task(4, "abcd"), daemon, `0 0x4f "abcd"`, model.DropNone},
		{"shorter", 0, random, task(2, "abcd"), daemon, `0 0x4f "ab"`, model.DropNone},
		{"empty: zeros", 0, random, nil, daemon, `0 0x0 ""`, model.DropNone},
		{"longer than was asked for", 0, random, task(5, "abcde"), daemon, "", model.DropPayload},
		{"a buffer that is not there", 0, random, task(4, "abc"), daemon, "", model.DropPayload},
		{"less than nothing", 0, random, task(0xffffffff, "abcd"), daemon, "", model.DropPayload},
		{"ack and one", 0, random + 1, task(4, "abcd"), daemon, "", model.DropUnasked},
		{"another slot", 1, random, task(4, "abcd"), daemon, "", model.DropUnasked},
		{"no slot", 16, random, task(4, "abcd"), daemon, "", model.DropUnasked},
		{"without CAP_SYS_ADMIN", 0, random, task(4, "abcd"), root(9), "", model.DropPrivilege},
	} {
		k := startWith(t, "6.12", model.Config{})
		frame, _ := k.AddUvesafb()
		listens(t, k, 4)
		if slot, out, err := frame.Ask(random, task(4, ""), []byte("wxyz")); slot != 0 || err != 0 || len(out) != 1 {
			t.Fatal(slot, out, err)
		}
		out := k.Open(c.from, 0).Send(0, 0, testkit.Must(spec.Default().Message(o, nil, map[string]uint64{"id.idx": 4, "id.val": 1, "seq": c.seq, "ack": c.ack}, c.data))(t))
		var got []string
		for _, a := range frame.Answers() {
			got = append(got, fmt.Sprintf("%d %#x %q", a.Slot, o.Uint32(a.Task[32:]), a.Data))
		}
		if strings.Join(got, ", ") != c.want || out.Drop != c.drop {
			t.Errorf("%s: %q, dropped as %v; want %q, %v", c.name, got, out.Drop, c.want, c.drop)
		}
	}
}

// Slots go round, a question waits for its own, and what nobody heard is open no more.
func TestUvesafbSlots(t *testing.T) {
	k := startWith(t, "6.12", model.Config{})
	frame, _ := k.AddUvesafb()
	task := make([]byte, 60)
	if slot, _, err := frame.Ask(1, task, nil); slot != 0 || err != model.ESRCH {
		t.Errorf("slot %d, %v", slot, err)
	}
	listens(t, k, 4)
	for n := range uint32(16) {
		if slot, _, err := frame.Ask(n, task, nil); slot != (n+1)%16 || err != 0 {
			t.Errorf("slot %d, %v", slot, err)
		}
	}
	if _, _, err := frame.Ask(1, task, nil); err != model.EBUSY {
		t.Error(err)
	}
	frame.Forget(1)
	if slot, _, err := frame.Ask(1, task, nil); slot != 1 || err != 0 {
		t.Errorf("slot %d, %v", slot, err)
	}
	for size, want := range map[int]model.Errno{16384 - 80: model.EBUSY, 16384 - 79: model.E2BIG} {
		if _, _, err := frame.Ask(1, task, make([]byte, size)); err != want {
			t.Errorf("%d bytes: %v, want %v", size, err, want)
		}
	}
	if _, _, err := frame.Ask(1, task[1:], nil); err != model.EINVAL {
		t.Error(err)
	}
}
