package notes_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
)

// one is a capture that has a note of a kind, at a frame and a place, and one
// that nearly has.
type one struct {
	kind   string
	frame  uint64 // 0 for a note on the capture
	offset int64  // -1 for none
	yes    func(*tape)
	nearly func(*tape)
}

func allCases() []one {
	return slices.Concat(structureCases(), orderCases(), valueCases(), kernelCases(), armCases(), requestCases(), answerCases(), lifeCases(), lossCases(), captureCases())
}

// TestKinds: every kind is noted where it is, and not where it nearly is.
func TestKinds(t *testing.T) {
	cases := allCases()
	for _, k := range notes.Kinds() {
		if !slices.ContainsFunc(cases, func(c one) bool { return c.kind == k.Name }) {
			t.Errorf("no case for %s", k.Name)
		}
	}
	for _, c := range cases {
		t.Run(c.kind, func(t *testing.T) {
			yes, nearly := newTape(t), newTape(t)
			c.yes(yes)
			list, _ := check(t, yes.capture(), yes.layout, 0)
			if !slices.ContainsFunc(list, func(n notes.Note) bool { return n.Name == c.kind && at(n, c) }) {
				t.Errorf("no note at frame %d, byte %d, but %s", c.frame, c.offset, names(list))
			}
			c.nearly(nearly)
			list, _ = check(t, nearly.capture(), nearly.layout, 0)
			if slices.ContainsFunc(list, func(n notes.Note) bool { return n.Name == c.kind }) {
				t.Errorf("a note where nothing is: %s", names(list))
			}
		})
	}
}

func at(n notes.Note, c one) bool {
	frame, offset := uint64(0), int64(-1)
	if n.Frame != nil {
		frame = *n.Frame
	}
	if n.Offset != nil {
		offset = *n.Offset
	}
	return frame == c.frame && offset == c.offset
}

func names(list []notes.Note) string {
	var b strings.Builder
	for _, n := range list {
		b.Write(notes.Columns.AppendJSON(nil, &n))
	}
	return b.String()
}

// rulePage returns the document that has a rule, and nothing if none has.
func rulePage(t *testing.T, rule string) string {
	t.Helper()
	for _, name := range []string{"../../SPEC.md", "../../spec/genealogy.md", "../../spec/core.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\n**"+rule+". ") {
			return name
		}
	}
	return ""
}

// TestKindRows: names are told apart, severities have Wireshark's words, and
// every rule is in SPEC.md or beside it.
func TestKindRows(t *testing.T) {
	groups := []string{"malformed", "undecoded", "assumption", "protocol", "security", "request", "response", "sequence"}
	seen := map[string]bool{}
	for _, k := range notes.Kinds() {
		if seen[k.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(k.Name) || !strings.HasSuffix(k.Doc, ".") {
			t.Errorf("a row is not right: %+v", k)
		}
		seen[k.Name] = true
		if !slices.Contains(groups, k.Group) {
			t.Errorf("%s: Wireshark has no group %q", k.Name, k.Group)
		}
		if regexp.MustCompile(`^R\d+$`).MatchString(k.Rule) && rulePage(t, k.Rule) == "" {
			t.Errorf("%s: there is no %s", k.Name, k.Rule)
		}
	}
}

// TestCleanEvents: what a kernel sends has no note at all.
func TestCleanEvents(t *testing.T) {
	p := newTape(t).request(1, 0, 100).answer(100, 0)
	p.event(1, fork(10, 10)).event(1, fork(11, 10)).event(2, task(10, 10)).event(4, task(10, 10)).event(0x40, task(11, 10)).event(0x80, task(10, 10))
	p.event(0x100, task(10, 10)).event(0x200, task(10, 10)).event(0x40000000, task(10, 10))
	p.event(0x80000000, set{"process_pid": 11, "process_tgid": 10, "exit_code": 9, "exit_signal": 0xffffffff})
	p.event(0x80000000, set{"process_pid": 10, "process_tgid": 10, "exit_code": 0x8b, "exit_signal": 17})
	if list, c := check(t, p.capture(), p.layout, 0); len(list) != 0 || len(c.Counts()) != 0 {
		t.Errorf("%s", names(list))
	}
}

// TestLimit: of many notes of a kind the first are made and all are counted.
func TestLimit(t *testing.T) {
	p := newTape(t)
	for range 5 {
		p.event(0x80000000, task(9, 9))
	}
	list, c := check(t, p.capture(), p.layout, 2)
	counts := c.Counts()
	if len(list) != 2 || len(counts) != 1 || counts[0].Notes != 5 || counts[0].Kept != 3 || counts[0].Kind.Name != "exit-without-fork" {
		t.Errorf("%s %+v", names(list), counts)
	}
	if worst, any := c.Worst(); worst != notes.Chat || !any || c.BySeverity(notes.Chat) != 5 {
		t.Errorf("%v %v %d", worst, any, c.BySeverity(notes.Chat))
	}
}

// TestReadme: README.md lists the kinds as they are.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := "| name | severity | group | rule | meaning |\n|---|---|---|---|---|\n"
	for _, k := range notes.Kinds() {
		rule := k.Rule
		if regexp.MustCompile(`^R\d+$`).MatchString(rule) {
			rule = "[" + rule + "](" + rulePage(t, rule) + ")"
		}
		want += "| `" + k.Name + "` | " + k.Severity.String() + " | " + k.Group + " | " + rule + " | " + k.Doc + " |\n"
	}
	if !strings.Contains(string(text), want) {
		t.Errorf("README.md does not have\n%s", want)
	}
}
