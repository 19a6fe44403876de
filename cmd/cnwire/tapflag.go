package main

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// tapFlag is --tap, alone or with a word: empty where it was not given.
type tapFlag string

// The ways to tap.
const (
	tapOnce  tapFlag = "once" // each message once: without a word
	tapNlmon tapFlag = "nlmon"
)

// IsBool has kong take a word behind = alone.
func (tapFlag) IsBool() bool { return true }

// Decode takes the word.
func (f *tapFlag) Decode(ctx *kong.DecodeContext) error {
	if ctx.Scan.Peek().Type != kong.FlagValueToken {
		*f = tapOnce
		return nil
	}
	if word := ctx.Scan.Pop().String(); word != string(tapNlmon) {
		return fmt.Errorf("it goes alone, or as --tap=nlmon, and not with %q", word)
	}
	*f = tapNlmon
	return nil
}
