package processes

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// graph is a language in which a drawing of nodes and edges is written.
type graph struct {
	begin, end         string
	hostBegin, hostEnd string                 // with a number and the name
	node               string                 // with a number, the text and its fate
	edge               string                 // with two numbers
	quote              func(string) string    // a text as a label has it
	fates              [fateKilled + 1]string // how a node looks
}

// WriteDOT writes the tree in the language of Graphviz.
func (t *Tree) WriteDOT(w *bufio.Writer) error {
	return t.writeGraph(w, &graph{
		begin: "digraph processes {\n\trankdir=LR\n\tnode [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"]\n", end: "}\n",
		hostBegin: "\tsubgraph cluster_%d {\n\t\tlabel=%s\n", hostEnd: "\t}\n",
		node: "\tn%d [label=%s%s]\n", edge: "\tn%d -> n%d\n",
		quote: quoteDOT,
		fates: [...]string{
			fateUnknown: ", style=\"rounded,dashed\"", fateRuns: ", fillcolor=\"#e8f0fe\"", fateWell: "",
			fateFailed: ", fillcolor=\"#fde8c8\", penwidth=2", fateKilled: ", fillcolor=\"#f9d2d0\", penwidth=2, shape=octagon, style=filled",
		},
	})
}

// WriteMermaid writes the tree in the language of Mermaid, which forges and editors draw
// within Markdown.
func (t *Tree) WriteMermaid(w *bufio.Writer) error {
	return t.writeGraph(w, &graph{
		begin:     "flowchart LR\n\tclassDef unknown stroke-dasharray:4\n\tclassDef failed stroke-width:3px,fill:#fde8c8,color:#000\n\tclassDef killed stroke-width:3px,fill:#f9d2d0,color:#000\n",
		hostBegin: "\tsubgraph h%d [%s]\n", hostEnd: "\tend\n",
		node: "\tn%d[%s]%s\n", edge: "\tn%d --> n%d\n",
		quote: quoteMermaid,
		fates: [...]string{fateUnknown: ":::unknown", fateRuns: "", fateWell: "", fateFailed: ":::failed", fateKilled: ":::killed"},
	})
}

// quoteDOT is a text in quotes of DOT, where a backslash escapes, and an ampersand begins
// an entity.
func quoteDOT(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `&amp;`).Replace(s) + `"`
}

// quoteMermaid is a text in quotes of Mermaid: what means something there is an entity, by
// its number.
func quoteMermaid(s string) string {
	b := []byte{'"'}
	for _, r := range s {
		if r < 0x80 && strings.ContainsRune("\"#;&<>`\\%", r) {
			b = append(strconv.AppendInt(append(b, '#'), int64(r), 10), ';')
		} else {
			b = append(b, string(r)...)
		}
	}
	return string(append(b, '"'))
}

// writeGraph writes the tree as nodes and edges, in the order in which it is drawn as text.
func (t *Tree) writeGraph(w *bufio.Writer, g *graph) error {
	w.WriteString(g.begin)
	first := t.grow()
	var drawn []node
	several := len(t.hosts) > 1
	host, open := "", false
	for _, root := range first {
		if it := t.nodes.at(root); !it.kept || it.drawn {
			continue
		}
		if several && (!open || t.host(root) != host) {
			if open {
				w.WriteString(g.hostEnd)
			}
			host, open = t.host(root), true
			fmt.Fprintf(w, g.hostBegin, t.hosts[host], g.quote(string(analysis.Escape([]byte(host), 0))))
		}
		t.walk(root, func(n node, b branch) error {
			b.number = int32(len(drawn))
			drawn = append(drawn, n)
			fmt.Fprintf(w, g.node, b.number, g.quote(string(t.append(nil, b.treeNode))), g.fates[b.fate])
			return nil
		})
	}
	if open {
		w.WriteString(g.hostEnd)
	}
	for _, n := range drawn {
		up := t.nodes.at(n)
		for child := up.child; child != 0; child = t.nodes.at(child).next {
			fmt.Fprintf(w, g.edge, up.number, t.nodes.at(child).number)
		}
	}
	_, err := w.WriteString(g.end)
	return err
}
