//go:build js && wasm

// Command cnwire-wasm is what the page of cnwire report has of cnwire, for a worker in a
// browser: it opens captures, filters their frames, and shows one. make web compiles it
// into report/page/assets.
//
// It sets globalThis.cnwire to an object of functions, each of which returns JSON: what
// is documented with it, or {"error": …}. web/src/engine.ts is the other side.
package main

import (
	"runtime/debug"
	"syscall/js"
)

func main() {
	debug.SetGCPercent(400) // one thread collects and works, and a page has memory
	var e engine
	functions := js.Global().Get("Object").New()
	for name, f := range map[string]func([]js.Value) any{
		"open": e.open, "lines": e.lines, "filter": e.filter, "frame": e.frame, "complete": e.complete,
	} {
		functions.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return answered(f, args) }))
	}
	js.Global().Set("cnwire", functions)
	select {}
}
