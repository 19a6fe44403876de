package analysis_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
)

func TestSuggestions(t *testing.T) {
	for _, c := range []struct{ wrong, want string }{
		{"cn_proc.exit.exit_cod", "cn_proc.exit.exit_code"},
		{"CN_PROC.WHAT", "cn_proc.what"},
		{"frame.numbr", "frame.number"},
		{"exit_code", "cn_proc.exit.exit_code"},
		{"comm", "cn_proc.comm.comm"},
		{"cn_proc.comm", "cn_proc.comm.comm"},
		{"cn_proc.fork.pid", "cn_proc.fork."},
		{"pid", "cn_proc.pid"},
	} {
		_, err := analysis.Lookup(c.wrong)
		var unknown *analysis.UnknownFieldError
		if !errors.As(err, &unknown) || len(unknown.Near) == 0 || len(unknown.Near) > 3 || !strings.Contains(strings.Join(unknown.Near, " "), c.want) {
			t.Errorf("%s: %v, want %s", c.wrong, err, c.want)
		}
	}
	_, err := analysis.Lookup("tcp.analysis.window_full")
	if want := `unknown field "tcp.analysis.window_full"`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	columns := analysis.Columns{Time: "r"}
	_, err = columns.Lookup("_ws.col.Inf")
	if want := `unknown field "_ws.col.Inf": did you mean _ws.col.Info`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %s…", err, want)
	}
}
