package vectors

import (
	"bytes"
	"testing"
)

// TestAppendJSON: what is printed of a vector is its line of vectors.json.
func TestAppendJSON(t *testing.T) {
	lines := map[string]bool{}
	for line := range bytes.Lines(JSON()) {
		lines[string(bytes.TrimRight(line, ",\n"))] = true
	}
	for _, v := range load(t) {
		line := v.AppendJSON([]byte("x"))
		if line[0] != 'x' || line[len(line)-1] != '\n' || !lines[string(line[1:len(line)-1])] {
			t.Errorf("%s: %.80s is no line of vectors.json", v.Name, line)
		}
	}
}
