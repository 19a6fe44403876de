package vectors

import (
	"bytes"
	"slices"
	"testing"
)

// TestAppendJSON: what is printed of a vector is its line of vectors.json, or of users.json.
func TestAppendJSON(t *testing.T) {
	lines := map[string]bool{}
	for line := range bytes.Lines(slices.Concat(JSON(), UsersJSON())) {
		lines[string(bytes.TrimRight(line, ",\n"))] = true
	}
	for _, v := range load(t) {
		line := v.AppendJSON([]byte("x"))
		if line[0] != 'x' || line[len(line)-1] != '\n' || !lines[string(line[1:len(line)-1])] {
			t.Errorf("%s: %.80s is no line of either file", v.Name, line)
		}
	}
}
