package report

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
)

var (
	//go:embed page.html
	pageHTML string
	// What web/ builds: make web.
	//go:embed assets/report.js
	script string
	//go:embed assets/report.css
	style string
)

var page = template.Must(template.New("page").Parse(pageHTML))

// content is what the template gets. Texts of captures are in Opening alone, and are
// escaped by it; all else of captures is in Data, which is base64.
type content struct {
	Opening *opening
	Script  template.JS
	Style   template.CSS
	Policy  string
	Data    string
}

// WriteTo writes the page, behind the last frame.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	if err := r.end(); err != nil {
		return 0, err
	}
	packed, err := pack(&r.data)
	if err != nil {
		return 0, err
	}
	c := content{Opening: &r.opening, Script: template.JS(script), Style: template.CSS(style), Data: packed, Policy: policy()}
	n := &counting{w: w}
	err = page.Execute(n, &c)
	return n.n, err
}

// pack is the data as JSON, in gzip, in the base64 that needs no escaping.
func pack(d *data) (string, error) {
	var b bytes.Buffer
	to := base64.NewEncoder(base64.RawURLEncoding, &b)
	z := gzip.NewWriter(to)
	err := first(json.NewEncoder(z).Encode(d), z.Close(), to.Close())
	return b.String(), err
}

// policy is the page's Content-Security-Policy: this script, this style, and no network.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style) + "; base-uri 'none'; form-action 'none'"
}

// counting counts bytes.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
