package vectors

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema holds vectors.json against its schema, and the schema against
// what it must refuse.
func TestSchema(t *testing.T) {
	s, err := jsonschema.NewCompiler().Compile("vectors.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	for _, file := range [][]byte{JSON(), UsersJSON()} {
		if err := validate(file); err != nil {
			t.Error(err)
		}
	}
	first, err := json.Marshal(load(t)[0])
	if err != nil {
		t.Fatal(err)
	}
	file := func(vector string) []byte { return []byte(`{"$comment":"","legend":{},"vectors":[` + vector + `]}`) }
	if err := validate(file(string(first))); err != nil {
		t.Error(err)
	}
	whole := strings.Replace(string(first), `"ok":true`, `"ok":true,"faults":["no-header"],"meaning":{"kind":"event","direction":"?","status":255,"core":true,"thread":false,"text":""}`, 1)
	if err := validate(file(whole)); err != nil || whole == string(first) {
		t.Error(err)
	}
	for _, c := range [][2]string{
		{`"kind":"message"`, `"kind":"massage"`}, {`"order":"`, `"order":"middle-`}, {`"hex":"`, `"hex":"0`}, {`"source":"table"`, `"source":"codec"`},
		{`"name":"`, `"more":1,"name":"`}, {`"why":`, `"how":`}, {`"ok":true`, `"ok":false`}, {`"ok":true`, `"ok":true,"meaning":{"more":1}`},
		{`"ok":true`, `"ok":true,"meaning":{"kind":"reply"}`}, {`"ok":true`, `"ok":true,"meaning":{"status":256}`}, {`"ok":true`, `"ok":true,"faults":["other"]`}, {`"flags":[`, `"flags":["Upper",`},
	} {
		broken := strings.Replace(string(first), c[0], c[1], 1)
		if broken == string(first) {
			t.Errorf("%s is not in %s", c[0], first)
		} else if validate(file(broken)) == nil {
			t.Errorf("the schema accepts %s", broken)
		}
	}
}

// TestVectors holds what a schema cannot say.
func TestVectors(t *testing.T) {
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	names, flags := map[string]bool{}, map[string]bool{}
	for _, v := range set.Vectors {
		if names[v.Name] {
			t.Errorf("%s: twice", v.Name)
		}
		names[v.Name] = true
		for _, f := range v.Flags {
			flags[f] = true
		}
		if !strings.HasPrefix(v.Name, v.Kind+"/") || len(v.Rules()) == 0 || len(v.Flags) == 0 || !strings.HasSuffix(v.Why, ".") {
			t.Errorf("%s: its name does not start with its kind, or it lacks a rule, a flag or a sentence", v.Name)
		}
		if (v.From == "") != (v.Source == "table") {
			t.Errorf("%s: from is %q and source %s", v.Name, v.From, v.Source)
		}
		b, err := hex.DecodeString(v.Hex)
		if a := v.Expect; v.Asks() && (err != nil || a.OK == (a.Class != "") || (a.Offset == nil) == (a.Class != "") || a.Offset != nil && *a.Offset > len(b) && v.Wire == 0) {
			t.Errorf("%s: the bytes, or the answer is neither ok nor a failure at a byte of them", v.Name)
		}
	}
	if diff := slices.Compare(slices.Sorted(maps.Keys(flags)), slices.Sorted(maps.Keys(set.Legend))); diff != 0 {
		t.Errorf("the legend has %v, the vectors %v", slices.Sorted(maps.Keys(set.Legend)), slices.Sorted(maps.Keys(flags)))
	}
	for name, file := range map[string][]byte{"vectors.json": JSON(), "users.json": UsersJSON()} {
		if n := len(file); n > 1500000 {
			t.Errorf("%s has %d bytes: more than a test of another project wants to carry", name, n)
		}
	}
}

// beyond are the rules, or ways of one, that no bytes can examine.
var beyond = map[string]string{
	"R31 accepts": "a host is an interface or a file, and vectors are messages: each stream is of one host",
	"R31 refuses": "as above",
	"R38 refuses": "it says what kernels send, so that no bytes of a kernel break it; the exchanges hold every byte of every answer",
}

// rule matches the start of a rule, in SPEC.md or beside it.
var rule = regexp.MustCompile(`(?m)^\*\*(R\d+)\.`)

// TestRules wants for every rule a vector that obeys it and one that
// it refuses, and no rule that is not there.
func TestRules(t *testing.T) {
	var rules []string
	for _, name := range []string{"SPEC.md", "spec/genealogy.md", "spec/core.md"} {
		page, err := os.ReadFile("../../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rule.FindAllStringSubmatch(string(page), -1) {
			rules = append(rules, m[1])
		}
	}
	if len(rules) < 47 {
		t.Fatalf("only %d rules", len(rules))
	}
	accepted, refused := map[string]int{}, map[string]int{}
	for _, v := range load(t) {
		for _, r := range v.Accepts {
			accepted[r]++
		}
		for _, r := range v.Refuses {
			refused[r]++
		}
		for _, r := range v.Rules() {
			if !slices.Contains(rules, r) {
				t.Errorf("%s: there is no %s", v.Name, r)
			}
		}
	}
	for _, r := range rules {
		for _, c := range []struct {
			way string
			n   int
		}{{"accepts", accepted[r]}, {"refuses", refused[r]}} {
			switch why := beyond[r+" "+c.way]; {
			case c.n == 0 && why == "":
				t.Errorf("%s: no vector that it %s", r, c.way)
			case c.n > 0 && why != "":
				t.Errorf("%s: there is a vector that it %s, so beyond has a line too many", r, c.way)
			}
		}
	}
	for key := range beyond {
		if r, _, _ := strings.Cut(key, " "); !slices.Contains(rules, r) {
			t.Errorf("beyond names %s, which there is not", r)
		}
	}
}
