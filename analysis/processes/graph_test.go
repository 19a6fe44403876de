package processes_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// hostile is a tree of two hosts with names that mean something in languages of graphs.
const hostile = `host a-->];x[&lt;
fork 1 10
comm 10 10 "];&lt;->
fork 10 11
comm 11 11 \N%%{\l}#34;
exit 11 11 256
host b
fork 1 10
fork 10 12
exit 10 10 9
exit 12 12 0`

// graphOf writes the hostile tree.
func graphOf(t *testing.T, write func(*processes.Tree, *bufio.Writer) error) string {
	t.Helper()
	var tree processes.Tree
	table := processes.Table{Each: tree.Add}
	frames.Play(t, hostile, func(f *analysis.Frame) {
		if err := table.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	w := bufio.NewWriter(&b)
	if err := write(&tree, w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return b.String()
}

// sameShape holds what is drawn against the hostile tree: nodes by their names there,
// and edges between them.
func sameShape(t *testing.T, nodes map[string]string, edges [][2]string) {
	t.Helper()
	want := []string{
		"1  (known as a parent only)", "1  (known as a parent only)", "10  0.002000 s  exit SIGKILL", `10 ""];&lt;->"  running`,
		`11 "\\N%%{\\l}#34;"  0.002000 s  exit 1`, "12  0.002000 s  exit 0, orphan",
	}
	if got := slices.Sorted(maps.Values(nodes)); !slices.Equal(got, want) {
		t.Errorf("nodes\n%q\nwant\n%q", got, want)
	}
	var lines []string
	for _, e := range edges {
		from, _, _ := strings.Cut(nodes[e[0]], " ")
		to, _, _ := strings.Cut(nodes[e[1]], " ")
		lines = append(lines, from+"-"+to)
	}
	slices.Sort(lines)
	if want := "[1-10 1-10 10-11 10-12]"; fmt.Sprint(lines) != want {
		t.Errorf("edges %v, want %s", lines, want)
	}
}

// Graphviz draws what the tree is, whatever processes and hosts are called.
func TestDOT(t *testing.T) {
	dot := needs.Tool(t, "dot", "what ps --tree -T dot writes is not drawn.")
	cmd := exec.Command(dot, "-Tsvg")
	cmd.Stdin = strings.NewReader(graphOf(t, (*processes.Tree).WriteDOT))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || strings.Contains(stderr.String(), "rror") {
		t.Fatalf("%v: %s", err, &stderr)
	}
	nodes, edges, clusters := map[string]string{}, [][2]string{}, []string{}
	class, title := "", ""
	for d := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		var text string
		switch e.Name.Local {
		case "g":
			for _, a := range e.Attr {
				if a.Name.Local == "class" {
					class = a.Value
				}
			}
		case "title":
			d.DecodeElement(&title, &e)
			if from, to, ok := strings.Cut(title, "->"); ok && class == "edge" {
				edges = append(edges, [2]string{from, to})
			}
		case "text":
			d.DecodeElement(&text, &e)
			text = strings.ReplaceAll(text, "\u00a0", " ")
			if class == "node" {
				nodes[title] = text
			} else {
				clusters = append(clusters, text)
			}
		}
	}
	sameShape(t, nodes, edges)
	if want := []string{`a-->];x[&lt;`, "b"}; !slices.Equal(clusters, want) {
		t.Errorf("hosts %q, want %q", clusters, want)
	}
}

// What Mermaid is given is of its grammar: lines of few forms, and nothing within quotes
// that means something there.
func TestMermaid(t *testing.T) {
	text := graphOf(t, (*processes.Tree).WriteMermaid)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	node := regexp.MustCompile(`^\t(n\d+)\["((?:[^"#;&<>` + "`" + `\\%]|#\d+;)*)"\](:::(?:unknown|failed|killed))?$`)
	edge := regexp.MustCompile(`^\t(n\d+) --> (n\d+)$`)
	other := regexp.MustCompile(`^(flowchart LR|\tclassDef \w+ [\w:#,-]+|\tsubgraph h\d+ \["(?:[^"#;&<>` + "`" + `\\%]|#\d+;)*"\]|\tend)$`)
	nodes, edges, open, hosts := map[string]string{}, [][2]string{}, 0, 0
	for i, line := range lines {
		switch m, e := node.FindStringSubmatch(line), edge.FindStringSubmatch(line); {
		case m != nil:
			nodes[m[1]] = html.UnescapeString(strings.ReplaceAll(m[2], "#", "&#"))
		case e != nil:
			edges = append(edges, [2]string{e[1], e[2]})
		case !other.MatchString(line) || (i == 0) != (line == "flowchart LR"):
			t.Errorf("line %d is of no form: %q", i+1, line)
		case strings.Contains(line, "subgraph"):
			open, hosts = open+1, hosts+1
		case line == "\tend":
			open--
		}
	}
	if open != 0 || hosts != 2 {
		t.Errorf("%d subgraphs, %d of them open", hosts, open)
	}
	sameShape(t, nodes, edges)
}
