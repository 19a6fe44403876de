package spec_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// rulePages are the documents that have the rules.
var rulePages = []string{"../SPEC.md", "genealogy.md", "core.md"}

// Every statement of the documentation leads to rules that there are, and what
// the documentation is known to get wrong is named.
func TestStatements(t *testing.T) {
	rules := map[string]bool{}
	for _, name := range rulePages {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\*\*(R\d+)\. `).FindAllStringSubmatch(string(page), -1) {
			if rules[m[1]] {
				t.Errorf("%s stands twice", m[1])
			}
			rules[m[1]] = true
		}
	}
	if len(rules) < 40 {
		t.Fatalf("only %d rules", len(rules))
	}
	ages, corrections := map[string]int{}, map[string]bool{}
	for _, s := range spec.Statements() {
		for _, r := range s.Rules {
			if !rules[r] {
				t.Errorf("%q: there is no rule %s", s.Text, r)
			}
		}
		for _, a := range s.Ages {
			ages[a]++
		}
		corrections[s.Correction] = true
	}
	for _, a := range []string{"2.6.14", "3.x", "5.10"} {
		if ages[a] < 25 {
			t.Errorf("%d statements of the text of %s", ages[a], a)
		}
	}
	for _, c := range []string{"u16 len", "both portid and group", "DROP_MEMBERSHIP is 2", "cn_netlink_send_mult", "groups 1 to 32", "two readings", "no notifier", "mask and number"} {
		if !corrections[c] {
			t.Errorf("no correction %q", c)
		}
	}
}

func TestLoadStatements(t *testing.T) {
	for rows, want := range map[string]string{
		"1 3,A.,R7,,":       "",
		"1,A.,R7 R8,name,B": "",
		",A.,R7,,":          "no age",
		"4,A.,R7,,":         "ages are 1, 2 and 3",
		"1 1,A.,R7,,":       "each once",
		"1,,R7,,":           "no statement",
		"1,A.,,,":           "no rule",
		"1,A.,R0,,":         `"R0" is no rule`,
		"1,A.,R7,name,":     "a name and a sentence",
		"1,A.,R7,,B":        "a name and a sentence",
	} {
		file := "ages,statement,rules,correction,doc\n" + rows + "\n"
		_, err := spec.LoadStatements(fstest.MapFS{"documentation.csv": {Data: []byte(file)}})
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", rows, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "documentation.csv:2")):
			t.Errorf("%s: %v, want %s", rows, err, want)
		}
	}
}
