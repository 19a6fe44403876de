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
	if near := suggest.Nearest(word, commands); len(near) > 0 {
		return fmt.Errorf("unknown command %s; did you mean %s?", word, strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %s, and there is no file of that name", word)
}

// Flag returns a sentence about the flag that an error calls unknown, where another
// program has it: what does the same here; else "". args are the command line.
func Flag(err error, args []string) string {
	_, flag, _ := strings.Cut(err.Error(), "unknown flag ")
	flag, _, _ = strings.Cut(flag, ",")
	if flag == "-z" {
		value := ""
		for i, arg := range args {
			if rest, ok := strings.CutPrefix(arg, flag); ok {
				value = strings.Join(append([]string{rest}, args[i+1:]...), "")
				break
			}
		}
		for _, z := range taps {
			if strings.HasPrefix(value, z.says) {
				return fmt.Sprintf("there is no -z: what tshark's %s counts, cnwire %s does", z.says, z.ours)
			}
		}
		return "there is no -z: what tshark's counts, cnwire stats --by does, see cnwire stats --help"
	}
	if flags[flag] == "" {
		return ""
	}
	return fmt.Sprintf("there is no %s here: %s", flag, flags[flag])
}

// taps are values of tshark's -z; the first that fits holds.
var taps = []struct{ says, ours string }{
	{"io,phs", "stats --by hierarchy FILE"},
	{"io,stat", "stats --by time FILE"},
	{"expert", "check FILE"},
	{"follow", "follow PID FILE"},
	{"conv", "pairs FILE"},
	{"endpoints", "stats --by process FILE"},
}

// flags has what no command of ours calls so, or only some.
var flags = map[string]string{
	"-D":       "tshark's -D lists what it can capture from: cnwire record -D does that here",
	"-G":       "tshark's -G lists its fields: cnwire fields lists ours",
	"-M":       "memory stays the same at any size of a capture, and what programs read is -T json or jsonl",
	"-R":       "tshark's -R is a filter of the first pass: -2 with -Y reads twice here",
	"-a":       "cnwire record --help has what ends a recording",
	"-b":       "cnwire record --help has what begins a new file",
	"-d":       "there is nothing to decode as: --byte-order and --layout say what a capture does not",
	"-f":       "a capture filter is record's: cnwire record --events",
	"-i":       "live traffic is record's: cnwire record",
	"-o":       "preferences of tshark are flags here: --byte-order, --layout, --no-copies",
	"-p":       "cnwire follow PID FILE lists the events of one process, and cnwire ps -p PID FILE has a line for it",
	"-q":       "commands that count print no frames: cnwire stats, check, info",
	"-w":       "what is listed here is no frames: cnwire read -Y FILTER -w OUT writes frames, and so do ps, follow, pairs and check",
	"--sort":   "frames stand in their order: lists are sorted, those of ps, follow, pairs, check, stats and diff",
	"--forest": "cnwire ps --tree draws who started whom",
}
