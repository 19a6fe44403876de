package spec_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// half is what SPEC.md may have: half of the 65 KB of its second edition.
const half = 65 << 10 / 2

// wide are the pages with lines of more than 120 characters, and why.
var wide = map[string]string{
	"history.md": "a row is a release with all that changed in it",
	"users.md":   "a row is a field of another user, with its meaning in it",
}

// TestPages: the pages of the specification are narrow, and SPEC.md is short.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil || len(pages) < 6 {
		t.Fatalf("only the pages %v, %v", pages, err)
	}
	for _, name := range append(pages, "../SPEC.md") {
		page := readPage(t, name)
		for n, line := range strings.Split(page, "\n") {
			if columns := utf8.RuneCountInString(line); columns > 120 && wide[name] == "" {
				t.Errorf("%s:%d has %d characters: %.60s", name, n+1, columns, line)
			}
		}
		if name == "../SPEC.md" && len(page) > half {
			t.Errorf("%s has %d bytes, more than %d", name, len(page), half)
		}
	}
}

var (
	ruleLine = regexp.MustCompile(`^\*\*R(\d+)\.`)
	dutyLine = regexp.MustCompile(`^\* R(\d+)([a-z])\. `)
	keyword  = regexp.MustCompile(`\b(MUST|SHOULD|MAY)\b`)
)

// plain are the paragraphs that have a word of a duty and are none, by their start.
var plain = map[string]string{
	"* MUST, SHOULD and MAY say":                        "it says what the words mean",
	"Rules R20 to R31 of":                               "as above",
	"Rules R32 to R47 of":                               "as above",
	"* **The counter of listeners is anybody's** since": "advice, behind the rules",
}

// TestDuties: what a rule asks for is asked in lines that are numbered with the
// rule's letter, one word of duty a line.
func TestDuties(t *testing.T) {
	met := map[string]bool{}
	for _, name := range rulePages {
		rule, next := "", byte('a')
		for _, p := range paragraphs(readPage(t, name)) {
			if m := ruleLine.FindStringSubmatch(p); m != nil {
				rule, next = m[1], 'a'
			}
			words := len(keyword.FindAllString(p, -1))
			m := dutyLine.FindStringSubmatch(p)
			switch {
			case m != nil:
				if m[1] != rule || m[2][0] != next {
					t.Errorf("%s: %.40s: want R%s%c", name, p, rule, next)
				}
				next++
				if words != 1 {
					t.Errorf("%s: %d duties in one: %.60s", name, words, p)
				}
			case words > 0:
				known := false
				for start := range plain {
					if strings.HasPrefix(p, start) {
						known, met[start] = true, true
					}
				}
				if !known {
					t.Errorf("%s: a duty without a number: %.80s", name, p)
				}
			}
		}
	}
	if len(met) != len(plain) {
		t.Errorf("only %v are there of the paragraphs that are no duties", met)
	}
}

// paragraphs are the paragraphs of a page, each point of a list one, a line each, and
// none of what stands in a code block or a table.
func paragraphs(page string) (list []string) {
	code, open := false, false
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			code, open = !code, false
		case code || line == "" || strings.HasPrefix(line, "|") || strings.HasPrefix(line, "#"):
			open = false
		case open && !strings.HasPrefix(line, "* "):
			list[len(list)-1] += " " + strings.TrimSpace(line)
		default:
			list = append(list, line)
			open = true
		}
	}
	return list
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
