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
	for _, c := range []struct {
		make    func(*spec.Table, []byte) ([]byte, error)
		regions []string
		want    []string
	}{
		{specMD, []string{"structures", "damaged"}, []string{"### `nlmsghdr`", "0x80000000 exit", "s32 parent_tgid", "expect   overrun"}},
		{structuresMD, []string{"structures"}, []string{"`cn_proc.exit.exit_code`", "(values.md#set-proc_event_what)"}},
		{valuesMD, []string{"values"}, []string{"`NETLINK_SMC`", "### Set `errno`", "133 EHWPOISON."}},
		{coverageMD("../.."), []string{"examined", "unexamined"}, []string{"| R7a | `message/", "| R12 | `", "* R3c: "}},
	} {
		page := "prose 0\n"
		for _, name := range c.regions {
			page += "<!-- generated: " + name + " -->\nold\n<!-- end generated -->\nprose\n"
		}
		once, err := c.make(spec.Default(), []byte(page))
		if err != nil {
			t.Fatal(err)
		}
		twice, err := c.make(spec.Default(), once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s: a second run changes the page, or fails: %v", c.regions, err)
		}
		for _, want := range append(c.want, "prose 0\n<!--", "-->\nprose\n") {
			if !bytes.Contains(once, []byte(want)) {
				t.Errorf("%s: the page lacks %q", c.regions, want)
			}
		}
		if bytes.Contains(once, []byte("\nold\n")) {
			t.Errorf("%s: the old region survives", c.regions)
		}
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
	want := `0        4        8     12    16    18      20
+--------+--------+-----+-----+-----+-------+
| id.idx | id.val | seq | ack | len | flags |
|  u32   |  u32   | u32 | u32 | u16 |  x16  |
+--------+--------+-----+-----+-----+-------+
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
