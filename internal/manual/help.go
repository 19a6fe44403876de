package manual

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/internal/screen"
)

// Help prints what kong makes of a command, then the columns of what the command
// lists, and at the end its examples; of the whole program, the topics. It is a
// kong.HelpPrinter.
func Help(o kong.HelpOptions, ctx *kong.Context) error {
	o.WrapUpperBound = Width
	if n, err := screen.Columns("", os.Stdout); err == nil && n > 0 {
		o.WrapUpperBound = min(n, Width)
	}
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil {
		text := fmt.Appendf(nil, "More by \"cnwire help TOPIC\": %s.", strings.Join(Topics(), ", "))
		_, err := fmt.Fprintf(ctx.Stdout, "%s\n", fit.Below(nil, text, nil, o.WrapUpperBound))
		return err
	}
	return of(node).write(ctx.Stdout, o.WrapUpperBound)
}

// Width is how many columns the lines of a help have at most, as man pages have; on a
// narrower terminal as many as that.
const Width = 80

// write writes what kong does not know.
func (c *Command) write(w io.Writer, width int) error {
	for _, t := range c.Tables() {
		if err := t.write(w, width); err != nil {
			return err
		}
	}
	if len(c.Examples()) == 0 {
		return nil // of a command that has commands
	}
	text := "\nExamples:\n"
	for _, e := range c.Examples() {
		text += "  # " + e.Does + "\n  " + strings.ReplaceAll(e.Line, "\n", "\n  ") + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
