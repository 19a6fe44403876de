package manual

import (
	"strings"

	"github.com/alecthomas/kong"
)

// Command is one command of the command line, as all that speaks of it sees it.
type Command struct {
	Name string // as it is typed behind cnwire: "vectors run"
	node *kong.Node
}

// Commands returns the commands, in the order of the help.
func Commands(app *kong.Application) (list []*Command) {
	for _, node := range app.Leaves(true) {
		list = append(list, of(node))
	}
	return list
}

func of(node *kong.Node) *Command {
	return &Command{strings.TrimSpace(strings.TrimPrefix(node.FullPath(), "cnwire")), node}
}

// Flags returns what the command takes that begins with a dash, --help and the like
// first.
func (c *Command) Flags() (list []*kong.Flag) {
	for _, group := range c.node.AllFlags(true) {
		list = append(list, group...)
	}
	return list
}

// Examples returns the examples of the command.
func (c *Command) Examples() []Example { return examples[c.Name] }

// Tables returns the columns of what the command lists.
func (c *Command) Tables() []Table {
	if f := tables[c.Name]; f != nil {
		return f()
	}
	return nil
}
