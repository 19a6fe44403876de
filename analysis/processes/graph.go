package processes

import (
	"bufio"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/aside"
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
func quoteDOT(s string) string { return `"` + escapesDOT.Replace(s) + `"` }

var escapesDOT = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `&amp;`) // once: made for each node it took a third of the time

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
	defer t.nodes.close()
	w.WriteString(g.begin)
	drawn, n := aside.Numbers(), uint64(0)
	defer drawn.Close()
	host, open := "", false
	err := t.grow(func(root node) error {
		if name := t.host(root); len(t.hosts) > 1 && (!open || name != host) {
			if open {
				w.WriteString(g.hostEnd)
			}
			host, open = name, true
			fmt.Fprintf(w, g.hostBegin, t.hosts[host], g.quote(string(analysis.Escape([]byte(host), 0))))
		}
		return t.walk(root, func(at node, b *branch) error {
			drawn.Set(n, int64(at))
			b.number = int32(n)
			n++
			_, err := fmt.Fprintf(w, g.node, b.number, g.quote(string(t.line(b))), g.fates[b.fate])
			return err
		})
	})
	if err != nil {
		return err
	}
	if open {
		w.WriteString(g.hostEnd)
	}
	for i := range n {
		up := t.nodes.at(node(drawn.Get(i)))
		for child := up.child; child != 0; {
			it := t.nodes.at(child)
			fmt.Fprintf(w, g.edge, up.number, it.number)
			child = it.next
		}
	}
	if err := cmp.Or(t.nodes.err(), drawn.Err); err != nil {
		return err
	}
	_, err = w.WriteString(g.end)
	return err
}
