package processes

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// Four numbers stand in the bytes that their sizes say, the lowest first, and come back.
func TestFour(t *testing.T) {
	ofSize := map[int]int{}
	rapid.Check(t, func(t *rapid.T) {
		var v [4]uint64
		want := []byte{0}
		for i := range v {
			v[i] = rapid.Uint64().Draw(t, "number") >> rapid.IntRange(0, 64).Draw(t, "shift")
			b := binary.LittleEndian.AppendUint64(nil, v[i])
			size := 3
			for s, n := range []int{0, 2, 4} {
				if !slices.ContainsFunc(b[n:], func(c byte) bool { return c != 0 }) {
					size, b = s, b[:n]
					break
				}
			}
			want[0] |= byte(size << (2 * i))
			want = append(want, b...)
			ofSize[size]++
		}
		room := bytes.Repeat([]byte{0xff}, fourRoom)
		if n := putFour(room, v[0], v[1], v[2], v[3]); !bytes.Equal(room[:n], want) {
			t.Fatalf("%x: % x, want % x", v, room[:n], want)
		}
		room = append(want, bytes.Repeat([]byte{0xff}, fourRoom)...) // what is behind is of others
		if v0, v1, v2, v3, n := takeFour(room); [4]uint64{v0, v1, v2, v3} != v || n != len(want) {
			t.Fatalf("%x of %d bytes, want %x of % x", []uint64{v0, v1, v2, v3}, n, v, want)
		}
	})
	for size := range 4 {
		if !testkit.Few() && ofSize[size] < 10 {
			t.Errorf("%d numbers of size %d", ofSize[size], size)
		}
	}
}
