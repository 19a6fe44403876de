package manual

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// Help prints what kong makes of a command, then the columns of what the command
// lists, and at the end its examples; of the whole program, the topics. It is a
// kong.HelpPrinter.
func Help(o kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil {
		_, err := fmt.Fprintf(ctx.Stdout, "Of other things speaks \"cnwire help TOPIC\": %s.\n", strings.Join(Topics(), ", "))
		return err
	}
	return of(node).write(ctx.Stdout)
}

// write writes what kong does not know.
func (c *Command) write(w io.Writer) error {
	for _, t := range c.Tables() {
		if err := t.write(w); err != nil {
			return err
		}
	}
	if len(c.Examples()) == 0 {
		return nil // of a command that has commands
	}
	text := "\nExamples:\n"
	for _, e := range c.Examples() {
		text += "  # " + e.Does + "\n  " + e.Line + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
