//go:build js && wasm

package main

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"syscall/js"
	"unicode/utf16"

	"github.com/cnwire/cnwire/analysis/browser"
	"github.com/cnwire/cnwire/analysis/filter"
)

// lines answers with the cells of frames, whose numbers are the arguments.
func (e *engine) lines(args []js.Value) any {
	list := make([][]string, len(args))
	for i, number := range args {
		list[i] = strings.Split(e.b.Line(number.Int()), "\t")
	}
	return list
}

// chosen is what filter answers.
type chosen struct {
	Frames  int      `json:"frames"` // how many; a function hands over which
	Remarks []string `json:"remarks"`
}

// refused is what filter answers of a filter that is none.
type refused struct {
	Error string   `json:"error"`
	Caret string   `json:"caret"` // the text, and below it where
	Near  []string `json:"near"`  // names that may be meant
}

// filter answers which frames a filter chooses: its text, from when to when, in
// milliseconds since 1970 or null for all, and a function that is handed an Uint8Array of
// their numbers, of 32 bits in little-endian each.
func (e *engine) filter(args []js.Value) any {
	var within *browser.Window
	if !args[1].IsNull() {
		within = &browser.Window{From: int64(args[1].Float() * 1e6), To: int64(args[2].Float() * 1e6)}
	}
	c, err := e.b.Filter(args[0].String(), within)
	if wrong := (*filter.Error)(nil); errors.As(err, &wrong) {
		return refused{wrong.Msg, wrong.Caret(), wrong.Near}
	} else if err != nil {
		return err
	}
	numbers := make([]byte, 0, 4*len(c.Numbers))
	for _, n := range c.Numbers {
		numbers = binary.LittleEndian.AppendUint32(numbers, n)
	}
	to := js.Global().Get("Uint8Array").New(len(numbers))
	js.CopyBytesToJS(to, numbers)
	args[3].Invoke(to)
	return chosen{len(c.Numbers), c.Remarks}
}

// shown is what frame answers.
type shown struct {
	Number uint64 `json:"number"`
	Data   string `json:"data"` // in hex
	Lines  []line `json:"lines"`
}

type line struct {
	Depth  int    `json:"depth"`
	Text   string `json:"text"`
	Off    int    `json:"off"`
	Len    int    `json:"len"`
	Filter string `json:"filter"`
}

// frame answers with a frame by its number.
func (e *engine) frame(args []js.Value) any {
	f, err := e.b.Frame(uint64(args[0].Int()))
	if err != nil {
		return err
	}
	s := shown{Number: f.Number, Data: hex.EncodeToString(f.Data), Lines: []line{}}
	for _, l := range f.Lines {
		s.Lines = append(s.Lines, line(l))
	}
	return s
}

// names is what complete answers.
type names struct {
	From  int            `json:"from"`
	Names []browser.Name `json:"names"`
}

// mostNames is how many are offered.
const mostNames = 12

// complete answers with the names that a filter's text may go on with: the text, and a
// place in it.
func (e *engine) complete(args []js.Value) any {
	text := args[0].String()
	units16 := utf16.Encode([]rune(text))
	place := len(string(utf16.Decode(units16[:min(max(args[1].Int(), 0), len(units16))])))
	list, from := browser.Complete(text, place, mostNames)
	return names{units(text[:from]), list}
}

// units is how long JavaScript takes a text for.
func units(text string) int { return len(utf16.Encode([]rune(text))) }
