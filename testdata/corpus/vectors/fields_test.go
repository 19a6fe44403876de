package vectors

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFieldsFromJSON(t *testing.T) {
	for text, want := range map[string]Fields{
		`{}`:                              {},
		`null`:                            nil,
		`{"b":1,"a":"x"}`:                 {{"b", "1"}, {"a", `"x"`}},
		`{"a":18446744073709551615}`:      {{"a", "18446744073709551615"}},
		`{"a":{"b":{"c":-1}},"d":true}`:   {{"a.b.c", "-1"}, {"d", "true"}},
		`{"a":[{"b":1},{"b":2}],"c":[7]}`: {{"a[0].b", "1"}, {"a[1].b", "2"}, {"c[0]", "7"}},
		`{"a":null,"b":{},"c":[]}`:        {},
		`{"a":"<kernel","a":2}`:           {{"a", `"<kernel"`}, {"a", "2"}},
	} {
		var a struct{ F Fields }
		if err := json.Unmarshal([]byte(`{"F":`+text+`}`), &a); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, a.F); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
	for _, text := range []string{`[]`, `1`, `"x"`, `true`} {
		var f Fields
		if err := json.Unmarshal([]byte(text), &f); err == nil {
			t.Errorf("%s is no object and gives %v", text, f)
		}
	}
}

// What is written is read again, in its order.
func TestFieldsToJSON(t *testing.T) {
	want := Fields{Number("z", uint64(1)<<63), Number("a", -5), Hex("m", []byte{0, 255}), Text("t", "<\"é\\"), Bool("b", false)}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Fields
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s:\n%s", b, diff)
	}
}
