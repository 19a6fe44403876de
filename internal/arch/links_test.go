package arch

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	inlineLink    = regexp.MustCompile(`\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)`)
	referenceLink = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:\s+<?([^\s>]+)>?`)
	codeSpan      = regexp.MustCompile("`+[^`]*`+")
	heading       = regexp.MustCompile(`^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$`)
	anchorTag     = regexp.MustCompile(`<a (?:id|name)="([^"]+)"`)
)

// prose returns the lines of a document that are not in a code block.
func prose(text string) (lines []string) {
	fence := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		mark := strings.TrimLeft(line, " ")
		switch {
		case fence != "":
			if strings.HasPrefix(mark, fence) {
				fence = ""
			}
		case strings.HasPrefix(mark, "```"), strings.HasPrefix(mark, "~~~"):
			fence = mark[:3]
		default:
			lines = append(lines, line)
		}
	}
	return lines
}

// targets returns what a document links to.
func targets(text string) (list []string) {
	for _, line := range prose(text) {
		line = codeSpan.ReplaceAllString(line, "`")
		for _, m := range inlineLink.FindAllStringSubmatch(line, -1) {
			list = append(list, m[1])
		}
		if m := referenceLink.FindStringSubmatch(line); m != nil {
			list = append(list, m[1])
		}
	}
	return list
}

// anchors returns the names that a link into a document may have after its #,
// as GitHub makes them of the headings.
func anchors(text string) map[string]bool {
	names := map[string]bool{}
	for _, line := range prose(text) {
		for _, m := range anchorTag.FindAllStringSubmatch(line, -1) {
			names[m[1]] = true
		}
		m := heading.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		name := strings.Map(func(c rune) rune {
			switch {
			case c == ' ':
				return '-'
			case c == '-', c == '_', unicode.IsLetter(c), unicode.IsDigit(c):
				return unicode.ToLower(c)
			}
			return -1
		}, m[1])
		unique := name
		for n := 1; names[unique]; n++ {
			unique = fmt.Sprintf("%s-%d", name, n)
		}
		names[unique] = true
	}
	return names
}

// dead says what is wrong with a link, or nothing. exists and text answer for
// the repository.
func dead(document, target string, exists func(string) bool, text func(string) string) string {
	u, err := url.Parse(target)
	if err != nil {
		return "it is no link"
	}
	if u.Scheme != "" || u.Host != "" {
		return "" // elsewhere: no test of ours needs the network
	}
	name := document
	if u.Path != "" {
		name = path.Join(path.Dir(document), u.Path)
	}
	if strings.HasPrefix(u.Path, "/") || strings.HasPrefix(name, "../") {
		return "it leaves the repository"
	}
	if !exists(name) {
		return "there is no " + name
	}
	if u.Fragment != "" && strings.HasSuffix(name, ".md") && !anchors(text(name))[u.Fragment] {
		return "there is no #" + u.Fragment + " in " + name
	}
	return ""
}

func TestLinks(t *testing.T) {
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(root(t), name))
		return err == nil
	}
	text := func(name string) string { return read(t, name) }
	for _, document := range files(t) {
		if !strings.HasSuffix(document, ".md") {
			continue
		}
		for _, target := range targets(text(document)) {
			if why := dead(document, target, exists, text); why != "" {
				t.Errorf("%s links to %s: %s", document, target, why)
			}
		}
	}
}

// TestDeadLinksAreSeen plants links, dead and alive, in a repository of two
// documents.
func TestDeadLinksAreSeen(t *testing.T) {
	repository := map[string]string{
		"README.md": "# Top\n## What `it` does, and why\n## Top\n<a id=\"here\"></a>\n```\n# in code\n```\n",
		"a/B.md":    "# B\n",
	}
	exists := func(name string) bool { _, ok := repository[name]; return ok || name == "a" }
	text := func(name string) string { return repository[name] }
	for markdown, want := range map[string]string{
		"[x](a/B.md) [y](a)":                      "",
		"[x](a/B.md#b)":                           "",
		"![x](a/B.md \"title\")":                  "",
		"[x](#what-it-does-and-why)":              "",
		"[x](#top-1) [x](#here)":                  "",
		"[x](https://example.org/no)":             "",
		"`[x](no.md)`":                            "",
		"```\n[x](no.md)\n```":                    "",
		"[x](no.md)":                              "there is no no.md",
		"text [x](a/B.md) and [y](no.md), at end": "there is no no.md",
		"[x]: no.md":                              "there is no no.md",
		"[x](#in-code)":                           "there is no #in-code in README.md",
		"[x](a/B.md#c)":                           "there is no #c in a/B.md",
		"[x](../up.md)":                           "it leaves the repository",
		"[x](/a/B.md)":                            "it leaves the repository",
		"```\n```\n[x](no.md)":                    "there is no no.md",
	} {
		found := ""
		for _, target := range targets(markdown) {
			found += dead("README.md", target, exists, text)
		}
		if found != want {
			t.Errorf("%q: %q, want %q", markdown, found, want)
		}
	}
}
