//go:build js && wasm

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"syscall/js"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/browser"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/report"
)

// engine has captures open.
type engine struct{ b *browser.Browser }

// settings are those of package page.
type settings struct {
	Names  []string `json:"names"`
	Count  uint64   `json:"count"`
	Order  string   `json:"order"`
	Layout string   `json:"layout"`
	HostBy string   `json:"hostBy"`
	Report bool     `json:"report"` // the page has no data yet
}

// opened is what open answers.
type opened struct {
	Frames  int             `json:"frames"`
	Columns []column        `json:"columns"`
	Wrong   []string        `json:"wrong"` // with the captures
	Opening *report.Opening `json:"opening,omitempty"`
	Data    *report.Data    `json:"data,omitempty"`
}

type column struct {
	Title string `json:"title"`
	Doc   string `json:"doc"`
	Right bool   `json:"right"`
	Shown bool   `json:"shown"`
}

// open opens captures: settings as JSON, and an Uint8Array of each.
func (e *engine) open(args []js.Value) any {
	var s settings
	if err := json.Unmarshal([]byte(args[0].String()), &s); err != nil {
		return err
	}
	var o browser.Options
	o.Count = s.Count
	for _, err := range []error{o.SetOrder(s.Order), o.SetLayout(s.Layout), o.HostBy.Set(s.HostBy)} {
		if err != nil {
			return err
		}
	}
	var inputs []source.Input
	for i, name := range s.Names {
		capture := make([]byte, args[1+i].Length())
		js.CopyBytesToGo(capture, args[1+i])
		inputs = append(inputs, source.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture)), nil }})
	}
	var a opened
	var r *report.Report
	var each func(*source.Frame) error
	if s.Report {
		r = report.New(strings.Join(s.Names, ", "), analysis.FiltersUnknown)
		each = func(f *source.Frame) error { return r.Add(f.Frame) }
		o.Done = func(in *source.Opened) { r.Odd(in.Name, in.Reader) }
	}
	var err error
	e.b, err = browser.Open(o, each, func(wrong *source.Error) {
		a.Wrong = append(a.Wrong, string(analysis.Escape([]byte(wrong.Error()), 0)))
		if r != nil {
			r.Damage(wrong.Name, wrong.Err)
		}
	}, inputs...)
	if err != nil {
		return err
	}
	if r != nil {
		if a.Opening, a.Data, err = r.End(); err != nil {
			return err
		}
	}
	a.Frames = e.b.Len()
	for _, c := range e.b.Columns() {
		a.Columns = append(a.Columns, column{c.Title, c.Doc, c.Right, !c.Hosts || e.b.Several()})
	}
	return &a
}
