package source

import (
	"bufio"
	"os"
	"testing"
	"time"
)

// Who has to say what came before, by Options.Wait, reads on without that only where more is there, or
// somebody writes a lot at once: and never for long.
func TestReady(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	wait := func() error { return nil }
	later := time.Now().Add(time.Hour) // "just now", however slow this is
	for _, c := range []struct {
		name  string
		wait  func() error
		told  time.Time
		last  int
		empty bool
		want  bool
	}{
		{"there is more", wait, later, 100, false, true},
		{"there is more, and a lot was read", wait, later, bulk, false, true},
		{"nobody was told for long", wait, time.Now().Add(-time.Second), bulk, false, false},
		{"nobody wants to be told", nil, time.Time{}, 100, false, true},
		{"there is nothing", wait, later, 100, true, false},
		{"there is nothing after a moment", wait, later, bulk, true, false},
	} {
		s := &Source{o: Options{Wait: c.wait}}
		o := &Opened{Bytes: bufio.NewReader(r), file: newWaiting(t.Context(), r), watched: &watched{s: s, waits: true, told: c.told, last: c.last}}
		if !c.empty {
			w.Write([]byte{1})
		}
		least := time.Hour
		for range 20 {
			begun := time.Now()
			if got := o.ready(); got != c.want || o.watched.sure != c.want {
				t.Errorf("%s: %v, and sure is %v", c.name, got, o.watched.sure)
			}
			least = min(least, time.Since(begun))
		}
		if c.empty && (least >= moment) != (c.last >= bulk) {
			t.Errorf("%s: that takes %v", c.name, least)
		}
		if !c.empty {
			r.Read(make([]byte, 1))
		}
	}
}
