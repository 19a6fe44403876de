package manual

import (
	"embed"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

//go:embed shell
var shells embed.FS

// Script returns the script that a shell reads: bash, zsh or fish. All three ask
// cnwire what may stand there, so none has to be made again for a new flag.
func Script(shell string) ([]byte, error) { return shells.ReadFile("shell/cnwire." + shell) }

// WriteCompletion writes what a script reads: a line that says how, with the words
// files and glue, and a line each word, with a tab before what it means.
func WriteCompletion(w io.Writer, app *kong.Application, words []string) {
	c := Complete(app, words)
	if c.Files {
		fmt.Fprint(w, "files ")
	}
	if c.Glue {
		fmt.Fprint(w, "glue")
	}
	fmt.Fprintln(w)
	for _, word := range c.Words {
		fmt.Fprintf(w, "%s\t%s\n", word.Text, word.Doc)
	}
}
