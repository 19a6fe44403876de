package page

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"

	"github.com/cnwire/cnwire/report"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed end.html
	endHTML string
)

var (
	page = template.Must(template.New("page").Parse(pageHTML))
	end  = template.Must(template.New("end").Parse(endHTML))
)

// content is what the templates get. Texts of captures are in Opening and Without alone,
// and are escaped by them; all else of captures is in base64.
type content struct {
	Opening *report.Opening // nil where captures are to be dropped
	Packets bool            // the packet browser is there
	Without *Without        // why it is not
	Script  template.JS
	Style   template.CSS
	Policy  string
}

// Write writes the page of a report that has taken its last frame. captures may be nil:
// then there is no packet browser, and nothing says why.
func Write(w io.Writer, r *report.Report, captures *Captures) error {
	opening, data, err := r.End()
	if err != nil {
		return err
	}
	defer data.Close()
	c := content{Opening: opening}
	elements := []element{{gzipped + `id="data"`, packed(data.Write)}}
	if captures != nil {
		defer captures.Close()
		if c.Without, err = captures.end(); err != nil {
			return err
		}
		c.Packets = c.Without == nil
	}
	if c.Packets {
		elements = append(elements, captures.elements()...)
	}
	return write(w, &c, elements)
}

// WriteEmpty writes the page into which captures are dropped. They do not leave it.
func WriteEmpty(w io.Writer) error { return write(w, &content{Packets: true}, program()) }

// write writes a page.
func write(w io.Writer, c *content, elements []element) error {
	c.Script, c.Style, c.Policy = template.JS(script), template.CSS(style), policy(c.Packets)
	b := bufio.NewWriterSize(w, 1<<16)
	if err := page.Execute(b, c); err != nil {
		return err
	}
	for _, e := range elements {
		if err := e.writeTo(b); err != nil {
			return err
		}
	}
	if err := end.Execute(b, c); err != nil {
		return err
	}
	return b.Flush()
}
