package spec_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// Rules that LoadRules accepts; each case below breaks them in one place.
const goodRules = `rule,idx,val,kind,from,seq,ack,replies,since,source,doc
plus,1,0x1,answer,kernel,same,ack+1,one,2.6.15..4.6,a.c:f (4.6),Old.
plus,1,1,answer,kernel,counter,ack+1,one,4.7,a.c:f (4.7),New.
tick,1,1,event,kernel,counter,zero,,2.6.15,a.c:g (4.7),Counts.
ask,4,1,request,kernel,slot,random,,2.6.24,b.c:f (6.1),Asks.
echo,4,1,answer,user,same,ack,one,2.6.24,b.c:g (6.1),Echoes.
plus,,,answer,,same,ack+1,many,2.6.14,doc (2.6.14),The rest.
`

func loadRules(text string) ([]spec.Rule, error) {
	return spec.LoadRules(fstest.MapFS{"rules.csv": {Data: []byte(text)}})
}

func TestLoadRules(t *testing.T) {
	rules, err := loadRules(goodRules)
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) != 6 || rules[0].Val != 1 || rules[0].Any || rules[0].Many || !rules[5].Any || !rules[5].Many || rules[4].From != "user" {
		t.Errorf("%+v", rules)
	}
}

func TestLoadRulesRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, place, says string }{
		{"unknown column", "doc\nplus", "docs\nplus", ":1", "columns"},
		{"no id", "ask,4,1", "ask,,1", ":5", "no number"},
		{"half an id", "ask,4,1", "ask,4,", ":5", "no number"},
		{"id too large", "ask,4,1", "ask,0x100000000,1", ":5", "32 bits"},
		{"kind", "request,kernel", "question,kernel", ":5", "kind \"question\""},
		{"from", "request,kernel", "request,daemon", ":5", "from \"daemon\""},
		{"seq", "slot", "slots", ":5", "seq \"slots\""},
		{"ack", "random", "ack+2", ":5", "ack \"ack+2\""},
		{"replies", "same,ack,one", "same,ack,two", ":6", "replies \"two\""},
		{"answer without replies", "same,ack,one", "same,ack,", ":6", "they need it"},
		{"event with replies", "zero,,", "zero,one,", ":4", "for answers"},
		{"no name", "ask,4", ",4", ":5", "without a name"},
		{"no source", "b.c:f (6.1)", "", ":5", "source"},
		{"no doc", "Asks.", "", ":5", "doc"},
		{"no since", "2.6.24,b.c:f", ",b.c:f", ":5", "without a since"},
		{"version", "4.7,a.c:f", "4.x,a.c:f", ":3", "not a number"},
		{"same rule twice", "2.6.15..4.6", "2.6.15..4.7", ":3", "twice"},
		{"same rule twice in a bracket", "4.7,a.c:f", "[4.5.2..4.7],a.c:f", ":3", "twice"},
		{"rules alike", "echo,4,1,answer,user,same,ack,", "plus,4,1,answer,user,same,ack+1,one,2.6.24,b,B.\nmore,4,1,answer,user,same,ack+1,", ":7", "cannot be told from plus"},
		{"name of another kind", "tick,1,1", "plus,2,1", ":4", "rule plus is an answer elsewhere"},
		{"two events", "ask,4", "tock,1,1,event,kernel,zero,zero,,3.0,a,A.\nask,4", ":5", "two rules for the events"},
		{"asks and answers", "answer,user,same,ack,", "answer,kernel,same,ack,", ":6", "both asks and answers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := strings.Count(goodRules, c.old); n != 1 {
				t.Fatalf("the case changes %d places", n)
			}
			_, err := loadRules(strings.Replace(goodRules, c.old, c.new, 1))
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), "rules.csv"+c.place) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q, want %q at %s", err, c.says, c.place)
			}
		})
	}
	if _, err := spec.LoadRules(fstest.MapFS{}); err == nil {
		t.Error("no file, no error")
	}
}

// A rule holds in the releases between the two of a bracket too, where nobody
// looked, and what ends with 3.15 holds in 3.15.5.
func TestRuleIn(t *testing.T) {
	for _, c := range []struct{ since, in, out string }{
		{"2.6.15..4.6", "2.6.15 2.6.39.4 3.0 4.5.7 4.6 4.6.7", "2.6.14 2.6.14.7 4.7 5.0"},
		{"4.7", "4.7 4.7.1 6.19", "4.6 4.6.7 2.6.32"},
		{"[3.2..3.4.113]", "3.2.1 3.3 3.4 3.4.113 6.1", "3.2 3.1"},
		{"2.6.30..2.6.32", "2.6.30 2.6.32.63", "2.6.29.6 2.6.33"},
		{"2.6.14..2.6.17.3", "2.6.17 2.6.17.3", "2.6.17.4 2.6.18"},
	} {
		since, err := spec.ParseSince(c.since)
		if err != nil {
			t.Fatal(err)
		}
		r := spec.Rule{Since: since}
		for want, releases := range map[bool]string{true: c.in, false: c.out} {
			for release := range strings.FieldsSeq(releases) {
				v, err := spec.ParseVersion(release)
				if err != nil {
					t.Fatal(err)
				}
				if r.In(v) != want {
					t.Errorf("%s in %s: %v", c.since, release, !want)
				}
			}
		}
		if !r.In(spec.Version{}) {
			t.Errorf("%s does not hold where the release is not known", c.since)
		}
	}
}

// The built-in rules, said once more: what answers look like under each id.
func TestDefaultRules(t *testing.T) {
	want := []string{
		"1:1 same ack+1", "1:1 counter ack+1", "3:1 same seq+1", "3:1 same ack", "3:1 same part", "4:1 same ack", "5:0 same ack+1",
		"6:1 same ack+1", "7:1 same errno", "7:1 payload any", "8:1 same ack+1", "9:1 zero zero", "9:1 opcode zero", "10:1 zero zero", "10:1 zero zero", "any same ack+1", "any same seq+1",
	}
	var got []string
	for _, r := range spec.Rules() {
		if r.Kind != "answer" {
			continue
		}
		id := fmt.Sprintf("%d:%d", r.Idx, r.Val)
		if r.Any {
			id = "any"
		}
		got = append(got, fmt.Sprintf("%s %s %s", id, r.Seq, r.Ack))
		if !strings.HasSuffix(r.Source, ")") || !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s: source %q, doc %q", r.Name, r.Source, r.Doc)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// genealogy.md has the rules for answers as a table (R24).
func TestRulesInSpecification(t *testing.T) {
	file, err := os.Open("rules.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile("genealogy.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("| id | rule | who answers | seq | ack | answers | kernel |\n|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		if r[3] != "answer" {
			continue
		}
		id, who := r[1]+":"+r[2], r[4]
		if id == ":" {
			id = "others"
		}
		if who == "" {
			who = "either"
		}
		fmt.Fprintf(&want, "| %s | %s | %s | %s | %s | %s | %s |\n", id, r[0], who, r[5], r[6], r[7], r[8])
	}
	if !strings.Contains(string(document), want.String()+"\n") {
		t.Errorf("genealogy.md lacks the table of rules.csv:\n%s", &want)
	}
}
