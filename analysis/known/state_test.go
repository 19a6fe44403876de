package known_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// told are what the fields say of each frame of a script, a line each.
func told(t *testing.T, s *known.State, script string, fields ...string) (lines []string) {
	t.Helper()
	frames.Play(t, script, func(f *analysis.Frame) {
		s.Add(f)
		var cells []string
		for _, name := range fields {
			var values []string
			for _, v := range analysis.MustLookup("cn_proc."+name).Values(f, nil) {
				values = append(values, string(v.Append(nil)))
			}
			cells = append(cells, strings.Join(values, "+"))
		}
		lines = append(lines, strings.Join(cells, ";"))
	})
	return lines
}

const task = "cnwire:1 task pid="

// What is known of a process follows from lines by the rules of record/COMMENTS.md.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule, fields, script string
		want                 []string
	}{
		{"1: the child of a FORK, the process of an EXEC", "exe parent.exe", `
			fork 1 10 | ` + task + `10 exe=/bin/a
			exec 10 | ` + task + `10 exe=/bin/b
			exec 10`, []string{"/bin/a;", "/bin/b;", ";"}},
		{"1: those that ran already, on the LISTEN", "name exe parent.pid parent.comm parent.exe", `
			listen | ` + task + `1 ppid=0 comm=init exe=/init | ` + task + `10 ppid=1 comm=sh exe=/bin/sh
			exit 10 10 0
			fork 1 11`, []string{";;;;", "sh;/bin/sh;1;init;/init", ";/init;1;init;/init"}},
		{"1: others than the event is of", "exe", `
			fork 1 10 | ` + task + `20 exe=/bin/twenty
			exec 10
			comm 20 20 x`, []string{"", "", "/bin/twenty"}},
		{"1: an EXIT, a thread, no pid, a race, another kind, another version, and what is none", "exe name", `
			fork 1 10 | ` + task + `10 exe=/bin/a
			thread 10 11 1 | ` + task + `10 exe=/bin/thread
			comm 10 11 x | ` + task + `10 comm=thread exe=/bin/thread
			comm 10 10 y | cnwire:1 task exe=/bin/nobody | ` + task + `10 race=gone exe=/bin/race | cnwire:1 other pid=10 exe=/bin/other | cnwire:2 task pid=10 exe=/bin/two | ` + task + `10 exe="open
			comm 10 10 z | ` + task + `0 exe=/bin/zero | ` + task + `-10 exe=/bin/minus | ` + task + `010x exe=/bin/none | ` + task + `4294967306 exe=/bin/far
			exit 10 11 0 | ` + task + `10 exe=/bin/thread
			exit 10 10 0 | ` + task + `10 comm=dead exe=/bin/dead`,
			[]string{"/bin/a;", "/bin/a;", "/bin/a;", "/bin/a;y", "/bin/a;z", "/bin/a;z", "/bin/a;z"}},
		{"1: numbers may be hexadecimal", "exe", `
			fork 1 10 | ` + task + `0xa exe=/bin/a`, []string{"/bin/a"}},
		{"1: a copy's line", "exe", `
			fork 1 10
			again | ` + task + `10 exe=/bin/a
			exec 10
			again | ` + task + `10 exe=/bin/b
			comm 10 10 x`, []string{"", "/bin/a", "", "/bin/b", "/bin/b"}},
		{"1: a copy is of its life, and not of the next with that pid", "exe", `
			fork 1 10 | ` + task + `10 exe=/bin/a
			again
			exit 10 10 0
			again 1
			fork 1 10 | ` + task + `10 exe=/bin/b
			again 1
			again 5`, []string{"/bin/a", "/bin/a", "/bin/a", "/bin/a", "/bin/b", "", "/bin/b"}},
		{"1: each host has its own", "exe parent.exe", `
			host a
			listen | ` + task + `1 exe=/init/a
			fork 1 10 | ` + task + `10 exe=/bin/a
			host b
			listen | ` + task + `1 exe=/init/b
			fork 1 10
			host a
			comm 10 10 x`, []string{";", "/bin/a;/init/a", ";", "/init/b;/init/b", "/bin/a;/init/a"}},
		{"2: what a line does not say stays, the last one holds", "name exe cmdline cwd cgroup container", `
			fork 1 10 | ` + task + `10 comm=a exe=/bin/a cwd=/a cgroup=/ca container=aa arg=a arg="b c" arg=""
			comm 10 10 b | ` + task + `10 comm=c cwd=/b
			comm 10 10 d
			comm 10 10 e | comm=f
			comm 10 10 g | comm=h | ` + task + `10 comm=i
			comm 10 10 j | ` + task + `10 exe=/bin/1 | ` + task + `10 exe=/bin/2 cwd=/2 | ` + task + `10 cwd=/3`,
			[]string{"a;/bin/a;a b c ;/a;/ca;aa", "c;/bin/a;a b c ;/b;/ca;aa", "d;/bin/a;a b c ;/b;/ca;aa", "f;/bin/a;a b c ;/b;/ca;aa", "i;/bin/a;a b c ;/b;/ca;aa", "j;/bin/2;a b c ;/3;/ca;aa"}},
		{"3: a child has its parent's, but for the name", "name exe cmdline cwd cgroup parent.comm", `
			fork 1 10 | ` + task + `10 comm=a exe=/bin/a arg=a cwd=/w cgroup=/c
			fork 10 11 | ` + task + `11 race=gone
			fork 11 12 | ` + task + `12 cwd=/v
			exec 10
			comm 11 11 x`, []string{"a;/bin/a;a;/w;/c;", ";/bin/a;a;/w;/c;a", ";/bin/a;a;/v;/c;", ";;;/w;/c;", "x;/bin/a;a;/w;/c;"}},
		{"4: exec is another program", "name exe cmdline cwd cgroup container", `
			fork 1 10 | ` + task + `10 comm=a exe=/bin/a arg=a cwd=/w cgroup=/c container=c
			exec 10
			comm 10 10 b | ` + task + `10 exe=/bin/b
			exec 10 | ` + task + `10 comm=c`, []string{"a;/bin/a;a;/w;/c;c", ";;;/w;/c;c", "b;/bin/b;;/w;/c;c", "c;;;/w;/c;c"}},
		{"5: it ends with the life", "exe parent.exe", `
			fork 1 10 | ` + task + `10 exe=/bin/a
			fork 10 11
			exit 10 10 0
			comm 11 11 x
			fork 1 10
			fork 1 12 | ` + task + `10 exe=/bin/ten
			comm 11 11 y
			exit 11 11 0
			fork 1 13 | ` + task + `11 exe=/bin/dead
			exit 11 11 0`, []string{"/bin/a;", "/bin/a;/bin/a", "/bin/a;", "/bin/a;/bin/a", ";", ";", "/bin/a;/bin/a", "/bin/a;/bin/a", ";", "/bin/a;/bin/a"}},
		{"6: ppid", "parent.pid parent.exe", `
			listen | ` + task + `1 exe=/init
			exec 10 | ` + task + `10 ppid=1
			fork 10 11 | ` + task + `11 ppid=1
			exec 12 | ` + task + `12 ppid=12
			exec 13 | ` + task + `13 ppid=0`, []string{";", "1;/init", "10;", ";", "0;"}},
		{"a command line that was cut, and one too long", "cmdline exe", `
			fork 1 10 | ` + task + `10 exe=` + strings.Repeat("e", 4097) + ` arg=a arg=b cut=arg
			comm 10 10 x | ` + task + `10 exe=` + strings.Repeat("é", 2050) + ` arg=` + strings.Repeat("a", 4000) + ` arg=` + strings.Repeat("b", 95) + `
			comm 10 10 x | ` + task + `10 arg=` + strings.Repeat("a", 4000) + ` arg=` + strings.Repeat("b", 96) + `
			comm 10 10 x | ` + task + `10 cut=arg`, []string{
			"a b…;" + strings.Repeat("e", 4096) + "…", strings.Repeat("a", 4000) + " " + strings.Repeat("b", 95) + ";" + strings.Repeat("é", 2048) + "…",
			strings.Repeat("a", 4000) + " " + strings.Repeat("b", 95) + "…;" + strings.Repeat("é", 2048) + "…",
			strings.Repeat("a", 4000) + " " + strings.Repeat("b", 95) + "…;" + strings.Repeat("é", 2048) + "…"}},
	} {
		got := told(t, new(known.State), c.script, strings.Fields(c.fields)...)
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
			t.Errorf("%s\ngot  %.2000q\nwant %.2000q", c.rule, got, c.want)
		}
	}
}

// By name parents are known from the first frame on; else nothing is before the first
// line.
func TestEarly(t *testing.T) {
	const script = `
		fork 1 10
		fork 10 11 | a remark
		exec 11 | cnwire:1 task pid=11 exe=/bin/a
		exit 11 11 0`
	for early, want := range map[bool]string{true: "1; 10; 10;/bin/a 10;/bin/a", false: "; ; ;/bin/a ;/bin/a"} {
		if got := strings.Join(told(t, &known.State{Early: early}, script, "parent.pid", "exe"), " "); got != want {
			t.Errorf("early %v: %s, want %s", early, got, want)
		}
	}
}

// A frame that was added is not taken again, and Before adds each, whatever is chosen.
func TestBefore(t *testing.T) {
	var s known.State
	asked := 0
	choose := s.Before(func(f *analysis.Frame) bool { asked++; return f.Number == 2 })
	chosen := 0
	frames.Play(t, `
		fork 1 10 | cnwire:1 task pid=10 exe=/bin/a
		comm 10 10 x`, func(f *analysis.Frame) {
		if choose(f) {
			chosen++
			s.Add(f)
			if got := f.Messages[0].Subject.Facts.Get(0); got != "/bin/a" {
				t.Errorf("%q", got)
			}
			if clone := f.Clone(); clone.Messages[0].Subject == f.Messages[0].Subject || *clone.Messages[0].Subject != *f.Messages[0].Subject {
				t.Error("a copy has not its own")
			}
		}
	})
	if asked != 2 || chosen != 1 || !s.Before(nil)(&analysis.Frame{}) {
		t.Errorf("asked %d, chosen %d", asked, chosen)
	}
}
