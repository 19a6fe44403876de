package main

import (
	"bufio"
	"os"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/internal/manual"
)

type completionCmd struct {
	Shell string   `arg:"" enum:"bash,zsh,fish,words" help:"bash, zsh or fish; their scripts ask for words."`
	Words []string `arg:"" optional:"" passthrough:"" name:"WORD" help:"With words, behind --: a command line up to the word that is completed."`
}

// Run prints a script for a shell, or for such a script what may stand there.
func (c *completionCmd) Run(ctx *kong.Context) error {
	if c.Shell != "words" {
		script, err := manual.Script(c.Shell)
		return inTurn(func() error { return err }, func() error { _, err := os.Stdout.Write(script); return err })
	}
	if len(c.Words) > 0 && c.Words[0] == "--" {
		c.Words = c.Words[1:]
	}
	w := bufio.NewWriter(os.Stdout)
	manual.WriteCompletion(w, ctx.Model, c.Words)
	return w.Flush()
}
