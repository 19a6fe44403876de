package modules

import "testing"

func TestMembers(t *testing.T) {
	for name, want := range map[string][2]string{
		"id.idx": {"id_idx", "id_idx"}, "type": {"r#type", "type"}, "default": {"default", "default_"}, "class": {"class", "class_"}, "len": {"len", "len"},
	} {
		if got := [2]string{rustMember(name), cMember(name)}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
