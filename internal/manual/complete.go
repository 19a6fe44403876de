package manual

import (
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis/differences"
)

// Completion is what may stand at the end of a command line.
type Completion struct {
	Words []Word
	Files bool // names of files too
	Glue  bool // more may follow without a blank
}

// Word is one of the words, whole, and what it means.
type Word struct{ Text, Doc string }

// Complete returns what the last of words may become. The first is the program, and
// bash gives an = as a word of its own.
func Complete(app *kong.Application, words []string) (c Completion) {
	words = joined(words)
	if len(words) < 2 {
		return c
	}
	last := strings.TrimLeft(words[len(words)-1], `'"`)
	at := walk(app, words[1:len(words)-1])
	switch flag, value, ok := strings.Cut(last, "="); {
	case at.flag != nil:
		c.value(at.command, at.flag, "", last)
	case at.ended:
		c.Files = true
	case ok && at.command.flag(flag) != nil:
		c.value(at.command, at.command.flag(flag), flag+"=", value)
	case strings.HasPrefix(last, "-"):
		c.flags(at.command)
	default:
		c.arguments(at)
	}
	c.Words = slices.DeleteFunc(c.Words, func(w Word) bool { return !strings.HasPrefix(w.Text, last) })
	c.Files = c.Files || at.first && len(c.Words) == 0
	return c
}

// joined undoes what bash does to --flag=value.
func joined(words []string) (list []string) {
	for i := 0; i < len(words); i++ {
		if n := len(list); words[i] == "=" && n > 0 && strings.HasPrefix(list[n-1], "--") {
			list[n-1] += "="
			if i++; i < len(words) {
				list[n-1] += words[i]
			}
			continue
		}
		list = append(list, words[i])
	}
	return list
}

// place is how far a command line has come.
type place struct {
	command *Command
	first   bool       // nothing stands there that could be a command
	flag    *kong.Flag // which waits for its value
	ended   bool       // by --
}

// walk goes over what stands before the word in question. Without a command it is
// read's.
func walk(app *kong.Application, words []string) place {
	at := place{command: of(app.DefaultCmd), first: true}
	for _, word := range words {
		switch {
		case at.flag != nil:
			at.flag = nil
		case at.ended:
		case word == "--":
			at.ended = true
		case strings.HasPrefix(word, "-") && word != "-":
			at.flag = at.command.waits(word)
		case at.first:
			at.first = false
			at.into(app.Node, word)
		case len(at.command.node.Children) > 0:
			at.into(at.command.node, word)
		}
	}
	return at
}

// into goes into a command of a node, if the word is one.
func (at *place) into(node *kong.Node, word string) {
	for _, child := range node.Children {
		if child.Name == word {
			at.command = of(child)
		}
	}
}

// flag finds a flag as it is typed: -T or --format.
func (c *Command) flag(typed string) *kong.Flag {
	for _, f := range c.Flags() {
		if typed == "--"+f.Name || f.Short != 0 && typed == "-"+string(f.Short) {
			return f
		}
	}
	return nil
}

// waits returns the flag of a word that takes the next word: that of --sort, and of
// the last letter of -VT, but not of -Tjson.
func (c *Command) waits(word string) *kong.Flag {
	if strings.HasPrefix(word, "--") {
		if f := c.flag(word); f != nil && hasValue(f) {
			return f
		}
		return nil
	}
	for i, letter := range word[1:] {
		if f := c.flag("-" + string(letter)); f != nil && hasValue(f) {
			if i+2 == len(word) {
				return f
			}
			return nil
		}
	}
	return nil
}

// flags adds the flags of a command.
func (c *Completion) flags(of *Command) {
	for _, f := range of.Flags() {
		c.Words = append(c.Words, Word{"--" + f.Name, f.Help})
		if f.Short != 0 {
			c.Words = append(c.Words, Word{"-" + string(f.Short), f.Help})
		}
		if what, ok := values[f.Name]; ok && !hasValue(f) { // it may have one
			c.Words = append(c.Words, Word{"--" + f.Name + "=" + what, f.Help})
		}
	}
}

// arguments adds what stands without a dash: commands, topics, shells, files.
func (c *Completion) arguments(at place) {
	node := at.command.node
	if at.first {
		node = node.Parent
	}
	for _, child := range node.Children {
		c.Words = append(c.Words, Word{child.Name, child.Help})
	}
	for _, arg := range node.Positional {
		switch {
		case arg.Tag.Enum != "":
			for shell := range strings.SplitSeq(strings.TrimSuffix(arg.Enum, ",words"), ",") {
				c.Words = append(c.Words, Word{shell, ""})
			}
		case arg.Name == "TOPIC":
			for _, topic := range Topics() {
				c.Words = append(c.Words, Word{topic, ""})
			}
			for _, child := range node.Parent.Children {
				c.Words = append(c.Words, Word{child.Name, child.Help})
			}
		case slices.Contains(files, arg.Name):
			c.Files = true
		}
	}
}

// files are the arguments that are files.
var files = []string{"FILE", "IN", "OUT", "A", "B", "COMMAND"}

// value adds the values of a flag, behind what stands in front of them.
func (c *Completion) value(of *Command, f *kong.Flag, front, typed string) {
	what, _ := of.takes(f)
	if list, several := strings.CutPrefix(what, ","); several {
		what = list
		front += typed[:strings.LastIndexByte(typed, ',')+1]
		c.Glue = true
	}
	add := func(text, doc string) { c.Words = append(c.Words, Word{front + text, doc}) }
	switch what {
	case "@files":
		c.Files = true
	case "@filter":
		front += strings.TrimSuffix(typed, name.FindString(typed))
		c.Glue = true
		fallthrough
	case "@fields":
		for _, fd := range Fields() {
			if what == "@fields" || !strings.HasPrefix(fd.Name, "_ws.col.") {
				add(fd.Name, fd.Doc)
			}
		}
	case "@columns":
		if strings.HasPrefix(typed, "-") {
			front += "-"
		}
		var names []string // of several tables
		for _, t := range of.Tables() {
			for _, column := range t.Schema.Columns {
				if !slices.Contains(names, column.Name) {
					names = append(names, column.Name)
					add(column.Name, column.Doc)
				}
			}
		}
	case "@compared":
		for _, name := range differences.Names() {
			if !strings.Contains(name, " ") {
				add(name, "")
			}
		}
	case "@tables":
		for _, t := range of.Tables() {
			add(t.Name, "")
		}
	default:
		for word := range strings.FieldsSeq(what) {
			add(word, "")
			c.Glue = c.Glue || strings.HasSuffix(word, "=") || strings.HasSuffix(word, ":")
		}
	}
}

// name is the end of a filter that may become the name of a field.
var name = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_.]*$`)
