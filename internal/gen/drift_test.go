package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
)

// The committed files are what the table makes of them.
func TestDrift(t *testing.T) {
	list, err := allGenerators("../..")
	if err != nil {
		t.Fatal(err)
	}
	if stale, err := forkStale("../.."); err != nil || len(stale) > 0 {
		t.Errorf("%q have no original any more, %v; run: go run ./internal/gen", stale, err)
	}
	for _, g := range list {
		old, fresh, err := g.run("../..", spec.Default())
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(strings.Split(string(old), "\n"), strings.Split(string(fresh), "\n")); diff != "" {
			t.Errorf("%s is out of date; run: go run ./internal/gen\n%s", g.file, diff)
		}
	}
}

// Generating twice gives what generating once gives, and prose stays.
func TestStable(t *testing.T) {
	page := []byte("prose 1\n<!-- generated: structures -->\nold\n<!-- end generated -->\nprose 2\n" +
		"<!-- generated: values --><!-- end generated -->\n<!-- generated: damaged --><!-- end generated -->\n" +
		"**R7. A rule**\n<!-- generated: examined --><!-- end generated -->\nprose 3\n")
	once, err := specMD(spec.Default(), page)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := specMD(spec.Default(), once)
	if err != nil || !bytes.Equal(once, twice) {
		t.Errorf("second run changes the page, or fails: %v", err)
	}
	for _, want := range []string{"prose 1\n<!--", "-->\nprose 2\n<!--", "expect   overrun", "| R7 | `", "-->\nprose 3\n", "`cn_proc.exit.exit_code`", "`NETLINK_SMC`"} {
		if !bytes.Contains(once, []byte(want)) {
			t.Errorf("page lacks %q", want)
		}
	}
	if bytes.Contains(once, []byte("\nold\n")) {
		t.Error("the old region survives")
	}
}

// The statements of the documentation have a page of their own.
func TestDocumentationPage(t *testing.T) {
	page, err := documentationMD(nil, []byte("prose\n<!-- generated: documentation -->\nold\n<!-- end generated -->\n"))
	if err != nil || !bytes.Contains(page, []byte("**u16 len**")) || bytes.Contains(page, []byte("\nold\n")) || !bytes.HasPrefix(page, []byte("prose\n")) {
		t.Errorf("%v: %s", err, page)
	}
}

func TestReplaceRegionRefuses(t *testing.T) {
	for _, page := range []string{
		"no marker",
		"<!-- generated: values -->\nno end",
		"<!-- end generated -->\n<!-- generated: values -->",
		"<!-- generated: values -->\n<!-- generated: values -->\n<!-- end generated -->",
	} {
		if got, err := replaceRegion([]byte(page), "values", "text"); err == nil {
			t.Errorf("%q accepted: %q", page, got)
		}
	}
}

func TestDiagram(t *testing.T) {
	s, _ := spec.Default().Struct("cn_msg")
	want := `0        4        8       12      16    18      20
+--------+--------+-------+-------+-----+-------+
| id.idx | id.val |  seq  |  ack  | len | flags |
+--------+--------+-------+-------+-----+-------+
`
	if diff := cmp.Diff(want, diagram(*s)); diff != "" {
		t.Error(diff)
	}
	for _, s := range spec.Default().Structs() {
		for line := range strings.Lines(diagram(s)) {
			if len(line) > lineWidth+3 { // the last offset stands outside, and the newline
				t.Errorf("%s: %d columns: %s", s.Name, len(line), line)
			}
		}
	}
}
