package analysis_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
)

// The text ends with its NUL, or with what was captured of it; what does not print is
// written as R15 says. Messages of others have none, nor has one without data.
func TestText(t *testing.T) {
	be := binary.BigEndian
	sample := set{"id.idx": 14, "id.val": 0x457}
	for _, c := range []struct {
		name, data string
		id         set
		cut        int
		want       string
	}{
		{"cn_test", "counter = 7\x00", sample, 0, "counter = 7"},
		{"ucon's id", "no NUL", set{"id.idx": 14, "id.val": 0x456}, 0, "no NUL"},
		{"the first kernels", "counter = 0\x00", set{"id.idx": 0x123, "id.val": 0x457}, 0, "counter = 0"},
		{"a second text", "one\x00two\x00", sample, 0, "one"},
		{"what does not print", "a\nb\x00", sample, 0, `a\x0ab`},
		{"cut", "counter = 12345\x00", sample, 16 + 36 + 11, "counter = 1"},
		{"no data", "", sample, 0, ""},
		{"another val", "counter = 7\x00", set{"id.idx": 14, "id.val": 0x458}, 0, ""},
		{"another user", "counter = 7\x00", set{"id.idx": 1, "id.val": 2}, 0, ""},
	} {
		b := cooked(11, testkit.Must(spec.Default().Message(be, nil, c.id, []byte(c.data)))(t))
		if c.cut > 0 {
			b = b[:c.cut]
		}
		if got := joined(t, one(t, b), "cn.text"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
