package page

import (
	"bufio"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
)

// element is bytes that the page holds, in the base64 that needs no escaping.
type element struct {
	attributes string
	write      func(io.Writer) error
}

// The types of elements.
const (
	gzipped = `type="application/gzip" `
	plain   = `type="application/octet-stream" `
)

// writeTo writes it as an element of HTML.
func (e *element) writeTo(w *bufio.Writer) error {
	w.WriteString("<script " + e.attributes + ">")
	to := base64.NewEncoder(base64.RawURLEncoding, w)
	if err := e.write(to); err != nil {
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	_, err := w.WriteString("</script>\n")
	return err
}

// packed is what writes in gzip.
func packed(write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		z := gzip.NewWriter(w)
		if err := write(z); err != nil {
			return err
		}
		return z.Close()
	}
}

// asJSON is what writes a value.
func asJSON(of any) func(io.Writer) error {
	return func(w io.Writer) error { return json.NewEncoder(w).Encode(of) }
}

// all is what writes bytes.
func all(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// program are the elements of the packet browser: its worker, and what decodes and filters.
func program() []element {
	return []element{{plain + `id="worker"`, all([]byte(worker))}, {gzipped + `class="engine"`, all(engine)}}
}
