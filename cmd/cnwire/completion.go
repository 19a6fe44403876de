package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints a script that completes commands, flags, the names of fields and
// of files. It is made of the command line itself, so it has every flag.
func (c *completionCmd) Run(ctx *kong.Context) error {
	var names []string
	words := map[string][]string{}
	for _, node := range ctx.Model.Leaves(true) {
		top := node // of a command within a command, the outer one
		for top.Parent != nil && top.Parent.Type == kong.CommandNode {
			top = top.Parent
		}
		if !slices.Contains(names, top.Name) {
			names = append(names, top.Name)
		}
		if top != node {
			words[top.Name] = append(words[top.Name], node.Name)
		}
		for _, group := range node.AllFlags(true) {
			for _, f := range group {
				words[top.Name] = append(words[top.Name], "--"+f.Name)
				if f.Short != 0 {
					words[top.Name] = append(words[top.Name], "-"+string(f.Short))
				}
			}
		}
	}
	w := bufio.NewWriter(os.Stdout)
	switch c.Shell {
	case "fish":
		fishCompletion(w, names, words)
	case "zsh":
		fmt.Fprintln(w, "autoload -U +X bashcompinit && bashcompinit")
		bashCompletion(w, names, words)
	default:
		bashCompletion(w, names, words)
	}
	return w.Flush()
}

func bashCompletion(w io.Writer, names []string, words map[string][]string) {
	fmt.Fprintln(w, "_cnwire() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words")
	fmt.Fprintln(w, "  if [ \"$prev\" = -e ]; then\n    COMPREPLY=($(compgen -W \"$(cnwire fields --names)\" -- \"$cur\")); return\n  fi")
	fmt.Fprintln(w, "  case ${COMP_WORDS[1]} in")
	for _, name := range names {
		fmt.Fprintf(w, "    %s) words=%q ;;\n", name, strings.Join(words[name], " "))
	}
	fmt.Fprintf(w, "    *) words=%q ;;\n  esac\n", strings.Join(append(names, words["read"]...), " "))
	fmt.Fprintln(w, "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}")
	fmt.Fprintln(w, "complete -o default -F _cnwire cnwire") // files where no word fits, whatever is in their names
}

func fishCompletion(w io.Writer, names []string, words map[string][]string) {
	fmt.Fprintf(w, "complete -c cnwire -n __fish_use_subcommand -a %q\n", strings.Join(names, " "))
	fmt.Fprintln(w, "complete -c cnwire -s e -x -a '(cnwire fields --names)'")
	for _, name := range names {
		for _, word := range words[name] {
			if long, ok := strings.CutPrefix(word, "--"); ok {
				fmt.Fprintf(w, "complete -c cnwire -n '__fish_seen_subcommand_from %s' -l %s\n", name, long)
			} else if !strings.HasPrefix(word, "-") {
				fmt.Fprintf(w, "complete -c cnwire -n '__fish_seen_subcommand_from %s' -a %s\n", name, word)
			}
		}
	}
}
