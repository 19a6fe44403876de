package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/internal/build"
	"github.com/cnwire/cnwire/internal/manual"
)

type helpCmd struct {
	Man   string   `placeholder:"FOLDER" help:"Write all of it into a folder, as man pages."`
	Topic []string `arg:"" optional:"" name:"TOPIC" help:"A command, or one of formats, filters, fields, exit-status."`
}

// Run prints the help of a command, or a topic. What is both, as fields, is the topic,
// which names the command.
func (c *helpCmd) Run(ctx *kong.Context) error {
	switch {
	case c.Man != "":
		return writeMan(ctx.Model, c.Man)
	case len(c.Topic) > 0 && slices.Contains(manual.Topics(), c.Topic[0]):
		text, err := manual.Topic(c.Topic[0])
		return inTurn(func() error { return err }, func() error { _, err := os.Stdout.Write(text); return err })
	case len(c.Topic) > 0 && !slices.Contains(names(ctx.Model.Children), c.Topic[0]):
		return usage("%w", manual.Unknown(c.Topic[0], names(ctx.Model.Children)))
	}
	_, err := ctx.Kong.Parse(append(c.Topic, "--help"))
	return err
}

// writeMan writes the man pages into a folder.
func writeMan(app *kong.Application, folder string) error {
	pages, err := manual.Pages(app, build.Time())
	if err != nil {
		return err
	}
	for _, p := range pages {
		name := filepath.Join(folder, filepath.FromSlash(p.Name))
		make := func() error { return os.MkdirAll(filepath.Dir(name), 0o777) }
		if err := inTurn(make, func() error { return os.WriteFile(name, p.Text, 0o666) }); err != nil {
			return err
		}
	}
	return nil
}
