package fuzz_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
)

// FuzzPrefix: fewer bytes never decode to more. The messages of a prefix are
// the first of the whole's, and the outline of what a capture kept is the
// whole's up to the cut.
func FuzzPrefix(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { prefix(t, b) })
}

// Longer inputs are cut in so many places, spread evenly.
const mostCuts = 160

func prefix(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range orders {
		var whole, part codec.Datagram
		var all, some codec.Outline
		whole.Decode(o, b)
		all.Decode(o, codec.FamilyConnector, b, len(b))
		step := 1 + len(b)/mostCuts
		for n := len(b) - 1; n >= 0; n -= step {
			part.Decode(o, b[:n])
			if len(part.Messages) > len(whole.Messages) {
				t.Fatalf("%x, %v: %d messages in the first %d bytes, %d in all", b, o, len(part.Messages), n, len(whole.Messages))
			}
			for i, m := range part.Messages {
				w := whole.Messages[i]
				if m.Header != w.Header || !bytes.Equal(m.Data, w.Data) || !bytes.HasPrefix(w.Pad, m.Pad) {
					t.Fatalf("%x, %v: message %d of the first %d bytes is %+v, and of all %+v", b, o, i, n, m, w)
				}
			}
			some.Decode(o, codec.FamilyConnector, b[:n], len(b))
			if !some.Cut || !slices.Equal(some.Spans, clip(all.Spans, n)) {
				t.Fatalf("%x, %v: cut at %d the outline is\n%+v, whole\n%+v", b, o, n, some.Spans, all.Spans)
			}
			if some.Err.Err != nil && some.Err != all.Err {
				t.Fatalf("%x, %v: cut at %d the fault is %v, whole %v", b, o, n, &some.Err, &all.Err)
			}
		}
	}
}

// told is how many bytes tell that a struct is there: of a request to the notifier its
// counts (SPEC.md R47), of Hyper-V's messages what spec/users.md says. Cut before their
// end it is data like that of any id.
func told(s codec.Struct) int {
	switch {
	case s == codec.StructCtlMsg:
		return 8
	case s > codec.StructHvKuMsg && s < codec.StructHvVssMsg:
		return 4
	case s == codec.StructHvVssMsg || s == codec.StructHvVssError:
		return 12
	}
	return 0
}

// clip returns what the first n bytes have of spans.
func clip(spans []codec.Span, n int) (list []codec.Span) {
	for _, s := range spans {
		if s.Len = min(s.Len, n-s.Off); s.Len > 0 {
			if s.Len < told(s.Struct) {
				s.Struct = codec.RawData
			}
			list = append(list, s)
		}
	}
	return list
}
