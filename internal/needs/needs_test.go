package needs

import (
	"runtime"
	"strings"
	"testing"
)

// witness records how Tool ended a test.
type witness struct {
	testing.TB
	how, said string
}

func (w *witness) Helper()           {}
func (w *witness) Skip(args ...any)  { w.end("skip", args) }
func (w *witness) Fatal(args ...any) { w.end("fatal", args) }
func (w *witness) end(how string, args []any) {
	w.how, w.said = how, args[0].(string)
	runtime.Goexit()
}

// run calls Tool in a goroutine of its own, as it may end that.
func run(name string) (w *witness, path string) {
	w = new(witness)
	done := make(chan bool)
	go func() {
		defer close(done)
		path = Tool(w, name, "there is nothing to compare with")
	}()
	<-done
	return w, path
}

func TestTool(t *testing.T) {
	if testing.Short() {
		if w, _ := run("go"); w.how != "skip" {
			t.Errorf("with -short: ended by %q", w.how)
		}
		return
	}
	const absent = "no-program-has-this-name"
	for _, c := range []struct{ require, name, how string }{
		{"", absent, "skip"},
		{"0", absent, "skip"},
		{"1", absent, "fatal"},
		{"", "go", ""},
		{"1", "go", ""},
	} {
		t.Setenv(Require, c.require)
		w, path := run(c.name)
		if w.how != c.how {
			t.Errorf("%s=%q, %s: ended by %q, want %q", Require, c.require, c.name, w.how, c.how)
		}
		if (path != "") != (c.how == "") {
			t.Errorf("%s=%q, %s: path %q", Require, c.require, c.name, path)
		}
		if c.how != "" && !strings.HasPrefix(w.said, absent+" is not installed: there is nothing to compare with") {
			t.Errorf("%s=%q: said %q", Require, c.require, w.said)
		}
	}
}
