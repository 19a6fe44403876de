package wireshark_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Every column of ours is the same in tshark, on every frame of the corpus; and of
// one capture as it is, since a pcap says nothing of interfaces.
func TestColumns(t *testing.T) {
	t.Parallel()
	fields, corpus := theFields(), joined(t, frames.Captures(t))
	for _, s := range sharks(t) {
		values := 0
		for name, capture := range map[string][]byte{"all": corpus, "one": frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")} {
			values += s.same(t, name, fields, s.columns(t, capture, fields), ours(t, capture, fields))
		}
		if values < 100_000 {
			t.Errorf("%s: only %d cells have a value", s.path, values)
		}
	}
}

// In two passes the requests know their answers, and the rest stays as it was; of
// several hosts with a filter, without which the first pass shows a plugin none.
func TestTwoPasses(t *testing.T) {
	t.Parallel()
	some := frames.Captures(t)
	maps.DeleteFunc(some, func(name string, _ []byte) bool {
		return !strings.Contains(name, "nlmon") || strings.Contains(name, "s390x") && !testkit.Deep // sockets have no requests
	})
	captures := map[string][]byte{"all": joined(t, some), "one": frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")}
	for _, s := range sharks(t) {
		fields, replies := theFields(), 0
		for name, args := range map[string][]string{"all": {"-2", "-Y", "frame"}, "one": {"-2"}} {
			ours := ours(t, captures[name], fields, func(o *source.Options) { o.TwoPass = true })
			s.same(t, name, fields, s.columns(t, captures[name], fields, args...), ours)
			for _, line := range ours {
				if cells := strings.Split(line, "\t"); cells[slices.Index(fields, "cn.reply_in")] != "" {
					replies++
				}
			}
		}
		if replies < 10 {
			t.Errorf("%s: only %d requests have an answer", s.path, replies)
		}
	}
}

// The plugin has the fields that we have, of the same types, and no others but
// its expert infos.
func TestFieldTypes(t *testing.T) {
	t.Parallel()
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
