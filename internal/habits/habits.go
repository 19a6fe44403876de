// Package habits understands who comes from other programs, or mistypes: what they
// write first, and flags that tshark, capinfos, ps or forkstat have and a command of
// ours has not.
package habits

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/suggest"
)

// Args returns a command line as our parser takes it: version is a flag of
// ours, and words of other programs. A first word that is no command is the name of
// a file; where there is none of that name, and it does not look like one either, the
// error says which command may have been meant.
func Args(args, commands []string, exists func(name string) bool) ([]string, error) {
	if len(args) == 0 || slices.Contains(commands, args[0]) {
		return args, nil
	}
	switch first := args[0]; {
	case first == "-v":
		return []string{"--version"}, nil
	case strings.HasPrefix(first, "-") || strings.ContainsAny(first, `./\`) || exists(first):
		return args, nil
	case first == "version":
		return []string{"--version"}, nil
	default:
		return nil, unknown(first, commands)
	}
}

func unknown(word string, commands []string) error {
	if ours := programs[word]; ours != "" {
		return fmt.Errorf("unknown command %s; what it does, cnwire %s does", word, ours)
	}
	if near := suggest.Nearest(word, commands); len(near) > 0 {
		return fmt.Errorf("unknown command %s; did you mean %s?", word, strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %s, and there is no file of that name", word)
}

// programs are the programs whose work a command of ours does.
var programs = map[string]string{
	"tshark": "read", "tcpdump": "read", "wireshark": "read", "dumpcap": "record", "forkstat": "record --report", "capinfos": "info",
	"editcap": "convert", "text2pcap": "convert", "mergecap": "merge", "pstree": "ps --tree",
}
