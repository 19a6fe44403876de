package notes_test

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam: of the vectors' streams that tell whole lives there is nothing to note.
func TestExam(t *testing.T) {
	set := must(vectors.Load())(t)
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Streams || len(v.Stream.Processes) == 0 {
			continue
		}
		asked++
		if list, _ := check(t, frames.Stream(t, &v), 0, 0); len(list) != 0 {
			t.Errorf("%s: %s", v.Name, names(list))
		}
	}
	if asked < 14 {
		t.Errorf("only %d streams with processes", asked)
	}
}
