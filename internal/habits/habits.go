// Package habits understands who comes from other programs, or mistypes: what they
// write first, and flags that tshark, capinfos, ps or forkstat have and a command of
// ours has not.
package habits

import (
	"cmp"
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
	if ours := works[word]; ours != "" {
		return fmt.Errorf("unknown command %s; cnwire %s does that", word, ours)
	}
	if near := suggest.Nearest(word, commands); len(near) > 0 {
		return fmt.Errorf("unknown command %s; did you mean %s?", word, strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %s, and there is no file of that name", word)
}

// Called returns the command line of ours that does what another program, or a word, is
// for; "" for none.
func Called(word string) string { return cmp.Or(programs[word], works[word]) }

// programs are the programs whose work a command of ours does.
var programs = map[string]string{
	"tshark": "read", "tcpdump": "read", "wireshark": "read", "dumpcap": "record", "forkstat": "record --report", "execsnoop": "record --report --events exec", "capinfos": "info",
	"editcap": "convert", "text2pcap": "convert", "mergecap": "merge", "pstree": "ps --tree", "cmp": "diff", "reordercap": "merge",
}

// works are words for something that a command of ours does under another name.
var works = map[string]string{
	"anonymize": "convert --anonymize", "anonymise": "convert --anonymize", "swap": "convert --swap-byte-order", "cut": "convert --frames", "slice": "convert --frames",
	"filter": "read -Y", "grep": "read -Y", "print": "read", "show": "read", "cat": "read", "decode": "explain", "dissect": "read -V", "hexdump": "read -x",
	"json": "read -T json", "jsonl": "read -T jsonl", "ek": "read -T ek", "csv": "export -F csv", "parquet": "export -F parquet", "pdml": "read -T pdml", "psml": "read -T psml",
	"schema": "export --schema", "duckdb": "export -F parquet", "sql": "export -F parquet",
	"tree": "ps --tree", "gantt": "ps --gantt", "dot": "ps --tree -T dot", "graphviz": "ps --tree -T dot", "mermaid": "ps --tree -T mermaid", "processes": "ps", "process": "follow",
	"perfetto": "timeline", "chrome": "timeline -F json", "trace": "timeline", "html": "report", "page": "report", "summary": "stats", "count": "stats", "top": "stats --by process",
	"kinds": "stats --by kind", "latency": "stats --by latency", "loss": "stats --by loss", "losses": "stats --by loss", "hierarchy": "stats --by hierarchy",
	"lint": "check", "validate": "check", "verify": "check", "notes": "check", "expert": "check", "capture": "record", "live": "record", "sniff": "record", "monitor": "record --report",
	"watch": "record --report", "tap": "record --tap", "interfaces": "record -D", "listen": "send --listen", "ignore": "send --ignore", "replies": "pairs", "requests": "pairs", "answers": "pairs",
	"install": "wireshark install", "plugin": "wireshark install", "man": "help --man", "users": "ids", "columns": "export --schema", "compare": "diff", "join": "merge",
}

// Ours returns the command lines that are answered with, without cnwire, sorted.
func Ours() []string {
	return slices.Compact(slices.Sorted(func(yield func(string) bool) {
		for _, list := range []map[string]string{programs, works} {
			for _, ours := range list {
				if !yield(ours) {
					return
				}
			}
		}
	}))
}
