package pdml_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pdml"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
)

type (
	record = octets.Record
	set    = octets.Set
)

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// printer is a Printer or a List.
type printer interface {
	Frame(*analysis.Frame) error
	End() error
}

// write prints a capture.
func write(t testkit.TB, capture []byte, p func(*bufio.Writer) printer, settings ...func(*analysis.Frames)) string {
	t.Helper()
	return writeMost(t, capture, 1<<30, p, settings...)
}

// writeMost prints the first frames of a capture.
func writeMost(t testkit.TB, capture []byte, most uint64, p func(*bufio.Writer) printer, settings ...func(*analysis.Frames)) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to := p(w)
	frames.Each(t, capture, func(f *analysis.Frame) {
		if f.Number > most {
			return
		}
		if err := to.Frame(f); err != nil {
			t.Fatal(err)
		}
	}, settings...)
	if err := to.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

// whole makes printers of all that there is.
func whole(w *bufio.Writer) printer { return pdml.New(w, nil) }

// element is an element of a document, and what is in it.
type element struct {
	name   string
	attrs  []xml.Attr // but for name
	called string     // its attribute name
	text   string
	inside []*element
}

// parse reads a document back, and fails where it is no XML.
func parse(t testkit.TB, text string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	top := new(element)
	open := []*element{top}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return top
		}
		in := open[len(open)-1]
		switch token := must(token, err)(t).(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local}
			for _, a := range token.Attr {
				if a.Name.Local == "name" {
					e.called = a.Value
				} else {
					e.attrs = append(e.attrs, a)
				}
			}
			slices.SortFunc(e.attrs, func(a, b xml.Attr) int { return strings.Compare(a.Name.Local, b.Name.Local) })
			in.inside, open = append(in.inside, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				in.text += text
			}
		}
	}
}

// lines writes the elements of one, a line each, such that those which skip reports
// are left out with all that is in them.
func (e *element) lines(depth int, skip func(*element) bool, out *[]string) {
	for _, in := range e.inside {
		if skip(in) {
			continue
		}
		*out = append(*out, fmt.Sprintf("%*s%s", 2*depth, "", in.line()))
		in.lines(depth+1, skip, out)
	}
}

// line writes an element alone, without the title of a connector's protocol.
func (e *element) line() string {
	line := e.name + " " + e.called
	for _, a := range e.attrs {
		if a.Name.Local == "showname" && e.name == "proto" && e.called != "frame" && e.called != "netlink" {
			continue // TestSharkDiffers has what protocols are called
		}
		line += fmt.Sprintf(" %s=%q", a.Name.Local, a.Value)
	}
	return line + e.text
}

// attr returns an attribute, or nothing.
func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
