package corpus

import (
	"io/fs"
	"strings"
	"testing"
)

// TestVectors holds that each captured vector names files that are here.
func TestVectors(t *testing.T) {
	set, err := Vectors()
	if err != nil {
		t.Fatal(err)
	}
	captured := 0
	for _, v := range set.Vectors {
		if v.Source != "captured" {
			continue
		}
		captured++
		name, _, _ := strings.Cut(v.From, " ")
		if _, err := fs.Stat(FS(), name); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
	if captured < 50 {
		t.Errorf("only %d captured vectors", captured)
	}
}
