package wireshark_test

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Every column of ours is the same in tshark, on every frame of the corpus.
func TestColumns(t *testing.T) {
	fields := theFields()
	for _, s := range sharks(t) {
		values := 0
		for name, capture := range frames.Captures(t) {
			theirs, ours := s.columns(t, capture, fields), ours(t, capture, fields)
			values += s.same(t, name, fields, theirs, ours)
		}
		if values < 100_000 {
			t.Errorf("%s: only %d cells have a value", s.path, values)
		}
	}
}

// The plugin has the fields that we have, of the same types, and no others but
// its expert infos.
func TestFieldTypes(t *testing.T) {
	for _, s := range sharks(t) {
		types := s.fieldTypes(t)
		for _, name := range theFields() {
			want := typeOf(t, name)
			if types[name] != want && !(types[name] == "FT_FRAMENUM" && want == "FT_UINT32") && !(want == "FT_BOOLEAN" && types[name] == "FT_UINT8") {
				t.Errorf("%s: %s is %q, ours is %s", s.path, name, types[name], want)
			}
			delete(types, name)
		}
		for name, kind := range types {
			if isOurs(name) && kind != "FT_NONE" {
				t.Errorf("%s: %s, %s, which we do not have", s.path, name, kind)
			}
		}
	}
}
