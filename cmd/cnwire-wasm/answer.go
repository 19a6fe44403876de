//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"
)

// problem is an answer that is none.
type problem struct {
	Error string `json:"error"`
}

// answered is what a function answers, as JSON. What it panics with is said too: the
// worker lives on.
func answered(f func([]js.Value) any, args []js.Value) (text string) {
	defer func() {
		if wrong := recover(); wrong != nil {
			text = encoded(problem{fmt.Sprint("cnwire: ", wrong)})
		}
	}()
	return encoded(f(args))
}

func encoded(of any) string {
	if err, is := of.(error); is {
		of = problem{err.Error()}
	}
	b, err := json.Marshal(of)
	if err != nil {
		panic(err) // a type of ours is wrong
	}
	return string(b)
}
