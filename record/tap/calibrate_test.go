package tap

import (
	"encoding/binary"
	"errors"
	"testing"
)

// a structure of a kernel's, as two requests saw it: what stands at which byte.
func seen(k *known, words map[int]uint32, pointers ...int) {
	k.seen = make([]byte, glimpseSize)
	for i := range k.seen {
		k.seen[i] = byte(i*7 + len(k.request)) // something else
	}
	for at, n := range words {
		binary.NativeEndian.PutUint32(k.seen[at:], n)
	}
	for _, at := range pointers {
		copy(k.seen[glimpseWords*8+glimpseAt*at/8:], k.request[:glimpseAt])
	}
}

func TestFind(t *testing.T) {
	one, two := known{request: []byte("the first request of both"), port: 0x80000001}, known{request: []byte("a second one, which is longer"), port: 0xf0000002}
	both := func(at map[int]func(*known) uint32, pointers ...int) {
		for _, k := range []*known{&one, &two} {
			words := map[int]uint32{}
			for place, value := range at {
				words[place] = value(k)
			}
			seen(k, words, pointers...)
		}
	}
	length, port := func(k *known) uint32 { return uint32(len(k.request)) }, func(k *known) uint32 { return k.port }
	constant := func(*known) uint32 { return uint32(len(one.request)) } // as large as one length, by chance
	want := layout{skbLen: 112, skbData: 208, portid: 52, group: 56}
	both(map[int]func(*known) uint32{52: port, 112: length, 188: length, 60: constant}, 200, 208)
	if got, err := find(&one, &two); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	both(map[int]func(*known) uint32{52: port, 112: length}, 208) // with room before the data
	if got, err := find(&one, &two); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for name, change := range map[string]func(){
		"no length":     func() { both(map[int]func(*known) uint32{52: port}, 208) },
		"three lengths": func() { both(map[int]func(*known) uint32{52: port, 4: length, 8: length, 12: length}, 208) },
		"no port":       func() { both(map[int]func(*known) uint32{112: length}, 208) },
		"two ports":     func() { both(map[int]func(*known) uint32{52: port, 56: port, 112: length}, 208) },
		"no data":       func() { both(map[int]func(*known) uint32{52: port, 112: length}) },
		"three datas":   func() { both(map[int]func(*known) uint32{52: port, 112: length}, 8, 16, 208) },
	} {
		change()
		if got, err := find(&one, &two); !errors.Is(err, errAmbiguous) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	two.seen = two.seen[:8]
	if _, err := find(&one, &two); !errors.Is(err, errGlimpse) {
		t.Error(err)
	}
}
