package main

import (
	"fmt"
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
	switch c.Shell {
	case "fish":
		fishCompletion(names, words)
	case "zsh":
		fmt.Println("autoload -U +X bashcompinit && bashcompinit")
		bashCompletion(names, words)
	default:
		bashCompletion(names, words)
	}
	return nil
}

func bashCompletion(names []string, words map[string][]string) {
	fmt.Println("_cnwire() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words")
	fmt.Println("  if [ \"$prev\" = -e ]; then\n    COMPREPLY=($(compgen -W \"$(cnwire fields --names)\" -- \"$cur\")); return\n  fi")
	fmt.Println("  case ${COMP_WORDS[1]} in")
	for _, name := range names {
		fmt.Printf("    %s) words=%q ;;\n", name, strings.Join(words[name], " "))
	}
	fmt.Printf("    *) words=%q ;;\n  esac\n", strings.Join(append(names, words["read"]...), " "))
	fmt.Println("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}")
	fmt.Println("complete -o default -F _cnwire cnwire") // files where no word fits, whatever is in their names
}

func fishCompletion(names []string, words map[string][]string) {
	fmt.Printf("complete -c cnwire -n __fish_use_subcommand -a %q\n", strings.Join(names, " "))
	fmt.Println("complete -c cnwire -s e -x -a '(cnwire fields --names)'")
	for _, name := range names {
		for _, w := range words[name] {
			if long, ok := strings.CutPrefix(w, "--"); ok {
				fmt.Printf("complete -c cnwire -n '__fish_seen_subcommand_from %s' -l %s\n", name, long)
			} else if !strings.HasPrefix(w, "-") {
				fmt.Printf("complete -c cnwire -n '__fish_seen_subcommand_from %s' -a %s\n", name, w)
			}
		}
	}
}
