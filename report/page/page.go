package page

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"encoding/json"
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
	Opening  *report.Opening // nil where captures are to be dropped
	Packets  bool            // the packet browser is there
	Without  *Without        // why it is not
	Script   template.JS
	Style    template.CSS
	Policy   string
	Data     string
	Settings string
	Worker   string
}

// Write writes the page of a report that has taken its last frame. captures may be nil:
// then there is no packet browser, and nothing says why.
func Write(w io.Writer, r *report.Report, captures *Captures) error {
	opening, data, err := r.End()
	if err != nil {
		return err
	}
	c := content{Opening: opening}
	if captures != nil {
		c.Without = captures.end()
		c.Packets = c.Without == nil
	}
	if c.Data, err = pack(data); err != nil {
		return err
	}
	var kept []*kept
	if c.Packets {
		kept = captures.list
		if c.Settings, err = pack(&captures.Settings); err != nil {
			return err
		}
	}
	return write(w, &c, kept)
}

// WriteEmpty writes the page into which captures are dropped. They do not leave it.
func WriteEmpty(w io.Writer) error { return write(w, &content{Packets: true}, nil) }

// write writes a page, the captures as they are encoded.
func write(w io.Writer, c *content, captures []*kept) error {
	c.Script, c.Style, c.Policy = template.JS(script), template.CSS(style), policy(c.Packets)
	if c.Packets {
		c.Worker = base64.RawURLEncoding.EncodeToString([]byte(worker))
	}
	b := bufio.NewWriterSize(w, 1<<16)
	if err := page.Execute(b, c); err != nil {
		return err
	}
	if c.Packets {
		if err := embed(b, "engine", engine); err != nil {
			return err
		}
	}
	for _, k := range captures {
		if err := embed(b, "capture", k.packed.Bytes()); err != nil {
			return err
		}
	}
	if err := end.Execute(b, c); err != nil {
		return err
	}
	return b.Flush()
}

// embed writes bytes as an element of a class.
func embed(w *bufio.Writer, class string, data []byte) error {
	w.WriteString(`<script type="application/gzip" class="` + class + `">`)
	to := base64.NewEncoder(base64.RawURLEncoding, w)
	to.Write(data)
	if err := to.Close(); err != nil {
		return err
	}
	_, err := w.WriteString("</script>\n")
	return err
}

// pack is JSON, in gzip, in the base64 that needs no escaping.
func pack(of any) (string, error) {
	var b bytes.Buffer
	to := base64.NewEncoder(base64.RawURLEncoding, &b)
	z := gzip.NewWriter(to)
	for _, err := range []error{json.NewEncoder(z).Encode(of), z.Close(), to.Close()} {
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}
