package wireshark_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// What programs sent each other, as a tap shows it: the plugin has every cell as we have
// it, and says in the list that neither end is the kernel's.
func TestAside(t *testing.T) {
	t.Parallel()
	capture := must(os.ReadFile("../record/tap/testdata/amd64-7.3.4/groups.frames.pcapng"))(t)
	fields := theFields()
	few := []string{"cn.reply_to", "cn.possible_copy_of"}
	all, judged := ours(t, capture, fields), ours(t, capture, few)
	for _, s := range sharks(t) {
		s.same(t, "all fields", fields, s.columns(t, capture, fields), all)
		s.same(t, "judged alone", few, s.columns(t, capture, few), judged)
		var asides []string
		for _, line := range strings.Split(s.run(t, capture), "\n") {
			if words := strings.Fields(line); strings.Contains(line, "user space → user space") {
				asides = append(asides, words[0])
			}
		}
		if want := []string{"1", "9", "10"}; !slices.Equal(asides, want) { // as the log has them
			t.Errorf("%s: frames %q are aside, want %q\n%s", s.path, asides, want, s.run(t, capture))
		}
	}
}
