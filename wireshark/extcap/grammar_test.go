package extcap_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cnwire/cnwire/wireshark/extcap"
)

// TestMain lets the tests run this binary, or a copy of it, as the program.
func TestMain(m *testing.M) {
	if extcap.Called(os.Args[0]) {
		os.Exit(extcap.Run(os.Args[1:], "cnwire 1.2.3"))
	}
	os.Exit(m.Run())
}

// said is a sentence as extcap(4) has it: a word, and elements in braces.
type said struct {
	word     string
	elements map[string]string
}

var (
	wordOf   = regexp.MustCompile(`^(extcap|interface|dlt|arg|value) \{`)
	elements = regexp.MustCompile(`\{([a-z]+)=([^{}]*)\}`)
)

// read takes an answer apart, of which nothing may be left over.
func read(t *testing.T, answer string) (list []said) {
	t.Helper()
	if answer != "" && !strings.HasSuffix(answer, "\n") || !utf8.ValidString(answer) {
		t.Fatalf("the end of a line is missing, or it is no UTF-8: %q", answer)
	}
	for line := range strings.Lines(answer) {
		line = strings.TrimSuffix(line, "\n")
		m := wordOf.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no sentence: %q", line)
		}
		s := said{m[1], map[string]string{}}
		rest := strings.TrimPrefix(line, m[1]+" ")
		for _, e := range elements.FindAllStringSubmatch(rest, -1) {
			if _, twice := s.elements[e[1]]; twice {
				t.Errorf("%s is there twice: %q", e[1], line)
			}
			s.elements[e[1]] = e[2]
			rest = strings.Replace(rest, e[0], "", 1)
		}
		if rest != "" {
			t.Errorf("%q is left of %q", rest, line)
		}
		list = append(list, s)
	}
	return list
}

// has fails unless all elements are there, and only those that the documentation
// gives a sentence of that word.
func (s said) has(t *testing.T, want, may string) {
	t.Helper()
	for _, name := range strings.Fields(want) {
		if s.elements[name] == "" {
			t.Errorf("%s has no %s: %v", s.word, name, s.elements)
		}
	}
	for name := range s.elements {
		if !slices.Contains(strings.Fields(want+" "+may), name) {
			t.Errorf("%s has %s: %v", s.word, name, s.elements)
		}
	}
}

// ask wants an answer, and nothing on standard error.
func ask(t *testing.T, args ...string) []said {
	t.Helper()
	status, out, complaints := extcap.Answer(context.Background(), "linux", args...)
	if status != 0 || complaints != "" {
		t.Fatalf("%q: status %d, %s", args, status, complaints)
	}
	return read(t, out)
}

func TestInterfaces(t *testing.T) {
	for _, args := range [][]string{{"--extcap-interfaces"}, {"--extcap-interfaces", "--extcap-version=4.4"}, {"--extcap-interfaces", "--extcap-version", "4.0"}} {
		list := ask(t, args...)
		if len(list) != 2 || list[0].word != "extcap" || list[1].word != "interface" {
			t.Fatalf("%q: %v", args, list)
		}
		list[0].has(t, "version help", "")
		list[1].has(t, "value display", "")
		if e := list[1].elements; e["value"] != "cnwire" || e["display"] != "Linux connector: process events" || list[0].elements["version"] != "1.2.3" {
			t.Errorf("%q: %v", args, list)
		}
	}
	status, out, complaints := extcap.Answer(context.Background(), "windows", "--extcap-interfaces")
	if list := read(t, out); status != 0 || complaints != "" || len(list) != 1 || list[0].word != "extcap" {
		t.Errorf("elsewhere: status %d, %v, %s", status, list, complaints)
	}
}

func TestLinkType(t *testing.T) {
	list := ask(t, "--extcap-dlts", "--extcap-interface", "cnwire")
	if len(list) != 1 || list[0].word != "dlt" || list[0].elements["number"] != "253" {
		t.Fatal(list)
	}
	list[0].has(t, "number name display", "")
}

// types are those that Wireshark 4.0 knows. It knows no editselector.
var types = strings.Fields("integer unsigned long double string password boolean boolflag fileselect selector radio multicheck timestamp")

// The options are in the grammar, and what can be chosen is what they take.
func TestConfig(t *testing.T) {
	args, chosen := map[string]said{}, map[string]int{}
	var order []string
	for _, s := range ask(t, "--extcap-interface", "cnwire", "--extcap-config") {
		switch s.word {
		case "arg":
			s.has(t, "number call display type tooltip", "default range validation placeholder required reload save group")
			number, call := s.elements["number"], s.elements["call"]
			if _, twice := args[number]; twice || number != strconv.Itoa(len(args)) || !strings.HasPrefix(call, "--") || !slices.Contains(types, s.elements["type"]) {
				t.Errorf("%v", s.elements)
			}
			args[number] = s
			order = append(order, call)
			if pattern, preset := s.elements["validation"], s.elements["default"]; pattern != "" && !regexp.MustCompile(pattern).MatchString(preset) {
				t.Errorf("%s: the default %q is not what it takes", call, preset)
			}
		case "value":
			s.has(t, "arg value display default enabled", "parent")
			number := s.elements["arg"]
			a, ok := args[number]
			if !ok || s.elements["enabled"] != "true" { // else its box cannot be checked
				t.Errorf("%v of %v", s.elements, a)
			}
			if a.elements["type"] == "selector" && (s.elements["default"] == "true") != (chosen[number] == 0) { // it shows the first
				t.Errorf("%s: the default is not the first, or not the only one: %v", a.elements["call"], s.elements)
			}
			if a.elements["type"] == "multicheck" && s.elements["default"] != "false" { // it shows none where it has stored none
				t.Errorf("%s: %v", a.elements["call"], s.elements)
			}
			chosen[number]++
			if call := a.elements["call"]; call != "--follow" { // that one may have ended
				if _, err := extcap.Options(call, s.elements["value"]); err != nil {
					t.Errorf("%s %s: %v", call, s.elements["value"], err)
				}
			}
		default:
			t.Errorf("%v", s)
		}
	}
	if want := strings.Fields("--events --follow --descendants --who --buffer"); !slices.Equal(order, want) {
		t.Errorf("options %q, want %q", order, want)
	}
	for number, a := range args {
		if choice := a.elements["type"]; (choice == "selector" || choice == "multicheck") != (chosen[number] > 1) {
			t.Errorf("%s has %d values", a.elements["call"], chosen[number])
		}
	}
}

// Asked for the values of one option again, nothing else is said.
func TestReload(t *testing.T) {
	for _, name := range []string{"follow", "--follow"} {
		list := ask(t, "--extcap-config", "--extcap-interface", "cnwire", "--extcap-reload-option", name, "--events", "fork,exec", "--descendants", "true", "--buffer", "64M")
		found := false
		for _, s := range list {
			s.has(t, "arg value display default enabled", "")
			if s.word != "value" || s.elements["arg"] != "1" {
				t.Errorf("%v", s)
			}
			found = found || s.elements["value"] == strconv.Itoa(os.Getpid())
		}
		if _, err := os.Stat("/proc/self"); err == nil && !found {
			t.Errorf("%d processes, and this one is not among them", len(list))
		}
	}
	if status, _, complaints := extcap.Answer(context.Background(), "linux", "--extcap-config", "--extcap-interface", "cnwire", "--extcap-reload-option", "buffer"); status != 1 || complaints == "" {
		t.Errorf("status %d, %q", status, complaints)
	}
}

// No value ends before its end, whatever a process is called.
func TestSentence(t *testing.T) {
	for value, want := range map[string]string{
		"sh":                    "sh",
		"a}{default=true} b":    "a??default=true? b",
		"two\nvalue {arg=0}":    "two?value ?arg=0?",
		"\xff\x1b[31m\tü\u202e": "??[31m?ü?",
	} {
		list := read(t, extcap.Sentence("value", "arg", "1", "display", value, "default", "false"))
		if len(list) != 1 || list[0].elements["display"] != want || list[0].elements["default"] != "false" {
			t.Errorf("%q: %v, want %q", value, list, want)
		}
	}
}
