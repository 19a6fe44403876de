package inorder

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// What waits stays as it was, however much comes and goes, long or short, and no more
// memory is used than may be.
func TestStore(t *testing.T) {
	again, full := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := store{size: rapid.IntRange(6, 60).Draw(t, "size"), limit: rapid.IntRange(60, 600).Draw(t, "limit")}
		waits := map[place][]byte{}
		var places []place // of what waits
		for i := range rapid.IntRange(1, 400).Draw(t, "steps") {
			b := bytes.Repeat([]byte{byte(i)}, rapid.IntRange(0, 100).Draw(t, "bytes"))
			if s.hasRoom(len(b)) {
				at := s.add(b)
				if waits[at] != nil || at == nowhere {
					t.Fatalf("place %d is given again", at)
				}
				waits[at], places = b, append(places, at)
				if s.used > max(s.limit, withLength(100)) {
					t.Fatalf("%d bytes are used, of %d", s.used, s.limit)
				}
			} else {
				full++
			}
			for len(places) > 0 && rapid.IntRange(0, 9).Draw(t, "drop") < 5 {
				k := rapid.IntRange(0, len(places)-1).Draw(t, "which")
				at := places[k]
				if got := s.get(at); !bytes.Equal(got, waits[at]) {
					t.Fatalf("%d: %x, want %x", at, got, waits[at])
				}
				s.drop(at)
				delete(waits, at)
				places = append(places[:k], places[k+1:]...)
			}
		}
		for at, b := range waits {
			if got := s.get(at); !bytes.Equal(got, b) {
				t.Fatalf("%d: %x, want %x", at, got, b)
			}
			s.drop(at)
		}
		used := 0
		for i, c := range s.chunks {
			if c.waits != 0 || len(c.bytes) != 0 {
				t.Errorf("chunk %d: %+v", i, c)
			}
			used += cap(c.bytes)
		}
		if again += len(s.free); s.used > used || len(s.chunks) != len(s.free)+1 && len(s.chunks) > 0 {
			t.Errorf("%d bytes are used of %d; %d of %d chunks are free", s.used, used, len(s.free), len(s.chunks))
		}
	})
	if !testkit.Few() && (again < 100 || full < 100) {
		t.Errorf("%d chunks were used again; %d times there was no room", again, full)
	}
}

// A chunk that was made for a long value takes no more than others when that is gone.
func TestStoreLong(t *testing.T) {
	var s store
	s.hasRoom(0)
	s.drop(s.add(bytes.Repeat([]byte{1}, 200_000)))
	var at []place
	for i := range 3000 {
		at = append(at, s.add(fmt.Appendf(nil, "%050d", i)))
	}
	for i, p := range at {
		if got, want := string(s.get(p)), fmt.Sprintf("%050d", i); got != want {
			t.Fatalf("value %d is %q", i, got)
		}
	}
}
