package screen_test

import (
	"os"
	"testing"

	"github.com/cnwire/cnwire/internal/screen"
)

// What a user says holds, and a file that is no terminal has any number of columns,
// whatever COLUMNS says. What a terminal has is tested where there is one, in
// cmd/cnwire.
func TestColumns(t *testing.T) {
	t.Setenv("COLUMNS", "33")
	out, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for asked, want := range map[string]int{"": 0, "auto": 0, "0": 0, "1": 1, "132": 132, "65536": 65536} {
		if got, err := screen.Columns(asked, out); got != want || err != nil {
			t.Errorf("%q: %d columns, want %d, %v", asked, got, want, err)
		}
	}
	for _, asked := range []string{"-1", "65537", "wide", "8 0", "99999999999999999999"} {
		if got, err := screen.Columns(asked, out); err == nil {
			t.Errorf("%q: %d columns", asked, got)
		}
	}
}
