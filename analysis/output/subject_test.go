package output_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// told is what is printed of a script whose comments tell of processes.
func told(t *testing.T, o output.Options, script string) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := must(output.New(w, o))(t)
	var s known.State
	frames.Play(t, script, func(f *analysis.Frame) {
		s.Add(f)
		if err := p.Frame(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

const hostileTask = `
	fork 1 10 | cnwire:1 task pid=10 comm="a,\"\\\x1b" exe="/\xff\x1b[31m" cwd="/\x00b" cgroup="/\xe2\x80\xae" container=c arg="x\x0ay" arg="<é>"
	exec 10`

// Whatever a comment says stays on its line, and is text that a terminal shows and
// that JSON has exactly, but for bytes that are no UTF-8.
func TestHostileSubject(t *testing.T) {
	fields := []string{"cn_proc.name", "cn_proc.exe", "cn_proc.cmdline", "cn_proc.cwd", "cn_proc.cgroup", "cn_proc.container"}
	want := `a\x2c"\\\x1b;/\xff\x1b[31m;x\ny <é>;/\x00b;/\xe2\x80\xae;c` + "\n;;;/\\x00b;/\\xe2\\x80\\xae;c\n"
	o := output.Options{Format: "fields", Fields: fields}
	if err := o.Output.Set("separator=;"); err != nil {
		t.Fatal(err)
	}
	if got := told(t, o, hostileTask); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	text := told(t, output.Options{Format: "jsonl"}, hostileTask)
	if n := validate(t, schema(t), text); n != 2 {
		t.Errorf("%d lines", n)
	}
	first, _, _ := strings.Cut(text, "\n")
	var line struct {
		Process map[string]any `json:"process"`
	}
	if err := json.Unmarshal([]byte(first), &line); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"comm": `a\x2c"\\\x1b`, "exe": "/\ufffd\x1b[31m", "cmdline": "x\ny <é>", "cwd": "/\x00b", "cgroup": "/\u202e", "container": "c"} {
		if line.Process[key] != want {
			t.Errorf("%s is %q, want %q", key, line.Process[key], want)
		}
	}
	if tree := told(t, output.Options{Tree: true}, hostileTask); !strings.Contains(tree, `[cn_proc.cmdline: x\ny <é>]`) || strings.ContainsAny(tree, "\x1b\xff\x00\u202e") {
		t.Errorf("%q", tree)
	}
}

// The object stands apart from what the message has: without it the line is what it
// is without comments.
func TestSubjectStandsApart(t *testing.T) {
	const script = `
		listen | cnwire:1 task pid=1 comm=init
		fork 1 10 | cnwire:1 task pid=10 exe=/bin/a arg=a
		exec 10
		exit 10 10 9`
	var bare []string
	for line := range strings.Lines(script) {
		bare = append(bare, strings.Split(strings.TrimSpace(line), " | ")[0])
	}
	plain := told(t, output.Options{Format: "jsonl"}, strings.Join(bare, "\n"))
	full := told(t, output.Options{Format: "jsonl"}, script)
	for i, want := range []string{"", `{"exe":"/bin/a","cmdline":"a","parent":{"pid":1,"comm":"init"}}`, `{"parent":{"pid":1,"comm":"init"}}`, `{"parent":{"pid":1,"comm":"init"}}`} {
		if want != "" {
			want = `,"process":` + want
		}
		line := strings.Split(full, "\n")[i]
		if !strings.HasSuffix(line, want+"}") || strings.TrimSuffix(line, want+"}")+"}" != strings.Split(plain, "\n")[i] {
			t.Errorf("%s\nwith %s\n%s", line, want, strings.Split(plain, "\n")[i])
		}
	}
	validate(t, schema(t), full)
}

// Who asks for subjects is known from what is written.
func TestAsksForSubjects(t *testing.T) {
	for _, c := range []struct {
		o            output.Options
		asks, byName bool
	}{
		{output.Options{Format: "text"}, false, false},
		{output.Options{Format: "text", Tree: true}, true, false},
		{output.Options{Format: "jsonl"}, true, false},
		{output.Options{Format: "json"}, true, false},
		{output.Options{Format: "ek"}, true, false},
		{output.Options{Format: "pdml"}, true, false},
		{output.Options{Format: "csv"}, false, false},
		{output.Options{Format: "psml"}, false, false},
		{output.Options{Format: "json", Fields: []string{"cn.seq", "cn_proc.pid"}}, false, false},
		{output.Options{Format: "csv", Fields: []string{"cn.seq", "cn_proc.parent.pid"}}, true, true},
		{output.Options{Format: "fields", Fields: []string{"cn_proc.exe"}}, true, true},
		{output.Options{Format: "fields", Fields: []string{"cn_proc.comm.comm", "no.such"}}, false, false},
	} {
		if asks, byName := c.o.AsksForSubjects(); asks != c.asks || byName != c.byName {
			t.Errorf("%+v: %v, %v", c.o, asks, byName)
		}
	}
}
