package analysis

import (
	"reflect"
	"testing"
)

// What Recall reads of Frames stands in other lines of memory than what changes with each frame, which
// another processor writes at the same time.
func TestRecallReadsApart(t *testing.T) {
	frames := reflect.TypeFor[Frames]()
	place := func(name string) (from, to uintptr) {
		f, ok := frames.FieldByName(name)
		if !ok {
			t.Fatal(name)
		}
		return f.Offset, f.Offset + f.Type.Size()
	}
	for _, name := range []string{"Order", "Layout", "steps", "seed"} {
		_, end := place(name)
		for _, changes := range []string{"Host", "trackers", "frame", "repeated", "number", "memory", "prev", "shown"} {
			if from, _ := place(changes); from < end+64 {
				t.Errorf("%s ends at %d, and %s begins at %d", name, end, changes, from)
			}
		}
	}
}
