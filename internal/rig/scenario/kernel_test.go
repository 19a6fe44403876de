package scenario

import "testing"

func TestAtLeast(t *testing.T) {
	for _, c := range []struct {
		release      string
		major, minor int
		want         bool
	}{
		{"6.1.192", 6, 6, false}, {"6.12.117", 6, 6, true}, {"6.6.0", 6, 6, true}, {"5.19", 6, 6, false}, {"10.0", 6, 6, true}, {"odd", 0, 0, false},
	} {
		if got := (Kernel{Release: c.release}).AtLeast(c.major, c.minor); got != c.want {
			t.Errorf("%s is at least %d.%d: %v", c.release, c.major, c.minor, got)
		}
	}
}

// TestNames: files are named after scenarios, and the manifest says what each proves.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range All() {
		if s.Name == "" || seen[s.Name] || s.Does == "" || len(s.Proves) == 0 || s.Run == nil || s.Check == nil {
			t.Errorf("%q is not whole, or not the only one of its name", s.Name)
		}
		seen[s.Name] = true
		for _, text := range append(s.Proves, s.Does) {
			if text == "" || len(text) > 300 || text[len(text)-1] == '.' {
				t.Errorf("%s: %q", s.Name, text)
			}
		}
	}
}
