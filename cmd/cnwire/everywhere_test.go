package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// everywhere is which commands that read captures have which of the options that
// README says are the same everywhere. A command line that runs stands behind each.
const everywhere = `
read     -r -c -Y -T -e -w     : read
info     -r -c -Y -T           : info
convert  -r -c -Y       -w     : convert
merge    -r -c -Y       -w     : merge
diff     -r -c -Y -T -e --sort : diff
pairs    -r -c -Y -T -e -w --sort : pairs
listeners -r -c -Y -T -e -w --sort : listeners
ps       -r -c -Y -T -e -w --sort : ps
follow   -r -c -Y -T -e -w --sort : follow 142
report   -r -c -Y              : report -o -
timeline -r -c -Y              : timeline -F json -o -
export   -r -c -Y    -e -w     : export -F csv -w -
check    -r -c -Y -T -e -w --sort : check
stats    -r -c -Y -T -e --sort : stats --by kind
`

// everywhereOptions are they.
var everywhereOptions = strings.Fields("-r -c -Y -T -e -w --sort")

// readsNoCapture are the other commands: send reads one frame of a capture, record the
// kernel, demo what is built in.
var readsNoCapture = strings.Fields("demo explain record send vectors wireshark fields ids completion help")

// TestEverywhere: the table is what the command line has.
func TestEverywhere(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Vars{"version": "", "fieldoptions": "", "statstables": "", "graphs": ""},
		kong.NamedMapper("each", kong.MapperFunc(decodeEach)), kong.NamedMapper("names", kong.MapperFunc(decodeNames)))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, command := range parser.Model.Children {
		if slices.Contains(readsNoCapture, command.Name) {
			continue
		}
		options := optionsOf(command.Name)
		if options == nil {
			t.Errorf("%s has no line", command.Name)
		}
		seen++
		for _, option := range everywhereOptions {
			has := slices.ContainsFunc(command.Flags, func(f *kong.Flag) bool {
				return "--"+f.Name == option || f.Short != 0 && "-"+string(f.Short) == option
			})
			if has != slices.Contains(options, option) {
				t.Errorf("%s %s: %v", command.Name, option, has)
			}
		}
	}
	if seen < 10 {
		t.Errorf("%d commands", seen)
	}
}

// optionsOf returns the options of a command, and how it is run.
func optionsOf(command string) []string {
	for line := range strings.Lines(strings.TrimSpace(everywhere)) {
		if words := strings.Fields(line); words[0] == command {
			return words[1:]
		}
	}
	return nil
}

// withOption calls f for each command with an option, with how it is run.
func withOption(t *testing.T, option string, f func(t *testing.T, name string, run []string)) {
	n := 0
	for line := range strings.Lines(strings.TrimSpace(everywhere)) {
		options, run, _ := strings.Cut(line, ":")
		words := strings.Fields(options)
		if slices.Contains(words[1:], option) {
			n++
			t.Run(words[0]+" "+option, func(t *testing.T) { f(t, words[0], strings.Fields(run)) })
		}
	}
	if n < 5 {
		t.Errorf("%d commands have %s", n, option)
	}
}

// inDemo is a folder with the demo, and a way to run commands in it.
type inDemo struct {
	*testing.T
	folder string
}

func newDemo(t *testing.T) *inDemo {
	d := &inDemo{t, t.TempDir()}
	if err := os.WriteFile(filepath.Join(d.folder, "d.pcap"), corpus.Demo(), 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

// run returns what a command prints, which succeeds.
func (d *inDemo) run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	cmd.Dir = d.folder
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && !(args[0] == "diff" && cmd.ProcessState.ExitCode() == 1) {
		t.Fatalf("%v: %v, %s", args, err, stderr.String())
	}
	return string(out)
}

// written returns the numbers of the frames that a command writes, by what it wrote.
func (d *inDemo) sameAs(t *testing.T, out, frames string) {
	t.Helper()
	d.run(t, "convert", "--frames", frames, "d.pcap", "want.pcap")
	got, err := os.ReadFile(filepath.Join(d.folder, out))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(d.folder, "want.pcap"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("not the frames %s:\n%s", frames, d.run(t, "read", out))
	}
}

// files are how captures are named to a command, by flags or not; what it writes is
// standard output.
func files(command string, name string, flags bool) []string {
	of := map[string]int{"diff": 2, "merge": 2}[command]
	var args []string
	for range max(1, of) {
		if flags {
			args = append(args, "-r")
		}
		args = append(args, name)
	}
	switch {
	case command == "convert" && !flags:
		args = append(args, "-")
	case command == "convert", command == "merge":
		args = append(args, "-w", "-")
	case command == "diff":
		args[len(args)-1] = "e.pcap"
	}
	return args
}

// README: -r names a capture, -c ends reading, -Y chooses frames, in every command.
func TestSameInput(t *testing.T) {
	d := newDemo(t)
	d.run(t, "convert", "--anonymize", "--key", "k", "d.pcap", "e.pcap")
	d.run(t, "convert", "--frames", "1-24", "d.pcap", "first.pcap")
	named := func(s string) string { // without what a capture is called
		lines := strings.SplitAfter(s, "\n")
		return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "File ") || strings.HasPrefix(l, "Size ") }), "")
	}
	all := map[string]string{}
	withOption(t, "-r", func(t *testing.T, name string, run []string) {
		all[name] = d.run(t, append(run, files(name, "d.pcap", false)...)...)
		if got := d.run(t, append(run, files(name, "d.pcap", true)...)...); got != all[name] || got == "" {
			t.Errorf("with -r: %q, want %q", got, all[name])
		}
	})
	withOption(t, "-c", func(t *testing.T, name string, run []string) {
		got := d.run(t, append(append(run, "-c", "24"), files(name, "d.pcap", false)...)...)
		want := d.run(t, append(run, files(name, "first.pcap", false)...)...)
		switch name {
		case "merge": // so many of both
			want = d.run(t, append(run, "-r", "first.pcap", "-w", "-")...)
			if len(got) < len(all[name])/3 || len(got) > len(all[name])/2 {
				t.Errorf("%d bytes of %d", len(got), len(all[name]))
			}
			return
		case "diff": // one of them ends there
			want = all[name][:strings.Index(all[name], "frame 25:")]
		case "report": // its sentences: the data has the name too, compressed
			want, _, _ = strings.Cut(strings.ReplaceAll(want, "first.pcap", "d.pcap"), `id="data"`)
			got, _, _ = strings.Cut(got, `id="data"`)
		case "export", "timeline": // the name of the capture is a column, or the host
			want = strings.ReplaceAll(want, ",first,", ",d,")
			want, got = strings.ReplaceAll(want, "first", "d"), strings.ReplaceAll(got, "first", "d")
		}
		if named(got) != named(want) || got == all[name] {
			t.Errorf("with -c 24:\n%s\nwant\n%s", got, want)
		}
	})
	withOption(t, "-Y", func(t *testing.T, name string, run []string) {
		if got := d.run(t, append(append(run, "-Y", "frame.number < 21"), files(name, "d.pcap", false)...)...); got == all[name] || got == "" {
			t.Errorf("-Y changes nothing, or leaves nothing: %q", got)
		}
	})
}

// README: -w writes the frames that are chosen, or that the rows are of.
func TestSameOutput(t *testing.T) {
	d := newDemo(t)
	for args, frames := range map[string]string{
		"read -Y cn_proc.pid==142":              "20-22,24-25",
		"pairs":                                 "1,2,28,29,31",
		"pairs --unsolicited -c 2":              "1,2",
		"listeners":                             "1,28,29,31",
		"ps --failed":                           "16-19",
		"ps --failed -Y cn_proc.exit.signal==9": "18-19",
		"ps --at +2.5":                          "20-25",
		"follow 142":                            "20,21,25",
		"follow 142 --descendants":              "20-25",
		"follow a-very-long-com":                "13-15",
		"follow 142 -Y cn_proc.exit":            "25",
		"check --filtered --fail-on note -Y frame.number>9": "",
	} {
		words := strings.Fields(args)
		if words[0] == "check" {
			var list []string
			for _, n := range strings.FieldsFunc(d.run(t, "check", "--all", "-T", "fields", "-e", "frame,from_frame,to_frame", "d.pcap"), func(r rune) bool { return r == '\t' || r == '\n' }) {
				list = append(list, n)
			}
			if len(list) < 10 {
				t.Fatalf("check has notes on %v", list)
			}
			words, frames = []string{"check"}, strings.Join(list, ",")
		}
		if out := d.run(t, append(words, "-w", "out.pcap", "d.pcap")...); out != "" {
			t.Errorf("%s prints %q", args, out)
		}
		t.Run(args, func(t *testing.T) { d.sameAs(t, "out.pcap", frames) })
	}
	for args, says := range map[string]string{
		"ps -w x.pcap -T jsonl d.pcap": "goes without -T", "ps --tree -w x.pcap d.pcap": "goes without --tree", "pairs -F pcap d.pcap": "-F goes with -w",
		"check -w x.pcap d.pcap d.pcap": "takes one capture", "follow 142 -w d.pcap d.pcap": "is an input", "follow 9 -w x.pcap d.pcap": "no event of 9",
		"ps -w x.pcap -F none d.pcap": "unknown format", "ps -w x.pcap missing.pcap": "missing.pcap", "stats -w x.pcap d.pcap": "cnwire read -Y FILTER -w OUT",
		"convert -r d.pcap": "IN OUT", "convert d.pcap x.pcap -w y.pcap": "IN OUT", "diff d.pcap": "name two captures", "read --sort frame d.pcap": "no --sort here",
	} {
		cmd := exec.Command("cnwire", strings.Fields(args)...)
		cmd.Dir = d.folder
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), says) {
			t.Errorf("%s: %v, %s", args, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(d.folder, "x.pcap")); err == nil {
		t.Error("a wrong command line left an output")
	}
}

// A pipe is kept, as often as it is read; a check that fails writes all the same.
func TestWriteFromPipe(t *testing.T) {
	d := newDemo(t)
	for args, c := range map[string]struct {
		frames string
		status int
	}{
		"ps --failed":               {"16-19", 0},
		"follow a-very-long-com":    {"13-15", 0},
		"check --fail-on warn -c 7": {"2-7", 1},
	} {
		cmd := exec.Command("cnwire", append(strings.Fields(args), "-w", "out.pcap", "-")...)
		cmd.Dir, cmd.Stdin = d.folder, bytes.NewReader(corpus.Demo())
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != c.status {
			t.Errorf("%s: %v, %s", args, err, out)
		}
		d.sameAs(t, "out.pcap", c.frames)
	}
}

// README: names stand behind one -e with commas between them, or behind one each; rows
// are sorted by any column.
func TestSameColumns(t *testing.T) {
	d := newDemo(t)
	d.run(t, "convert", "--anonymize", "--key", "k", "d.pcap", "e.pcap")
	columns := map[string][2]string{
		"read": {"frame.number", "cn.seq"}, "diff": {"a", "frame"}, "pairs": {"request_frame", "answer"}, "listeners": {"port", "state"}, "ps": {"pid", "ppid"}, "follow": {"frame", "event"},
		"check": {"text", "severity"}, "stats": {"kind", "messages"}, "export": {"frame", "event"},
	}
	withOption(t, "-e", func(t *testing.T, name string, run []string) {
		of := columns[name]
		between := ","
		if name != "export" { // its tables are CSV here
			run, between = append(run, "-T", "fields"), "\t"
		}
		apart := d.run(t, append(append(run, "-e", of[0], "-e", of[1]), files(name, "d.pcap", false)...)...)
		joined := d.run(t, append(append(run, "-e", of[0]+","+of[1]), files(name, "d.pcap", false)...)...)
		if joined != apart || !strings.Contains(joined, between) {
			t.Errorf("%q, want %q", joined, apart)
		}
	})
	withOption(t, "--sort", func(t *testing.T, name string, run []string) {
		of := columns[name]
		list := func(key string) []string {
			return strings.Split(strings.TrimSpace(d.run(t, append(append(run, "-T", "fields", "-e", of[0]+","+of[1], "--sort="+key), files(name, "d.pcap", false)...)...)), "\n")
		}
		up, down := list(of[1]), list("-"+of[1])
		first := func(l []string) string { return l[0][strings.Index(l[0], "\t"):] }
		last := func(l []string) string { return l[len(l)-1][strings.Index(l[len(l)-1], "\t"):] }
		if first(up) != last(down) || last(up) != first(down) || len(up) != len(down) {
			t.Errorf("up %q, down %q", up, down)
		}
	})
}

// README: -T jsonl is an object a line and -T json all of them, in every command that
// has -T.
func TestSameFormats(t *testing.T) {
	d := newDemo(t)
	d.run(t, "convert", "--anonymize", "--key", "k", "d.pcap", "e.pcap")
	withOption(t, "-T", func(t *testing.T, name string, run []string) {
		lines := d.run(t, append(append(run, "-T", "jsonl"), files(name, "d.pcap", false)...)...)
		var count int
		for line := range strings.Lines(lines) {
			count++
			if object := map[string]any{}; json.Unmarshal([]byte(line), &object) != nil || len(object) < 3 {
				t.Errorf("no object: %s", line)
			}
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(d.run(t, append(append(run, "-T", "json"), files(name, "d.pcap", false)...)...)), &list); err != nil || len(list) == 0 {
			t.Errorf("%d objects, %v", len(list), err)
		}
		if name != "read" && count != len(list) { // whose lines are messages
			t.Errorf("%d lines, %d in json", count, len(list))
		}
	})
}
