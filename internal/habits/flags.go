package habits

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Flag returns a sentence about the flag that an error calls unknown, where another
// program has it: what does the same here; else "". args are the command line.
func Flag(err error, args []string) string {
	if len(args) > 0 && args[0] == "ps" && strings.HasPrefix(err.Error(), "--field: expected string value") {
		return errAll.Error() // ps -e --sort=…, ps FILE -e
	}
	_, flag, _ := strings.Cut(err.Error(), "unknown flag ")
	flag, _, _ = strings.Cut(flag, ",")
	if tap, ok := value(args, "-z"); ok && (flag == "-z" || flag == "-q") { // -q -z is how tshark is asked
		return tapped(tap)
	}
	command := ""
	if len(args) > 0 {
		command = args[0]
	}
	says := of[command][flag]
	if says == "" {
		says = flags[flag]
	}
	if says == "" {
		return ""
	}
	return fmt.Sprintf("there is no %s here: %s", flag, says)
}

// value returns what stands behind a flag, in the same word or in the next ones, without
// the spaces between them.
func value(args []string, flag string) (string, bool) {
	i := slices.IndexFunc(args, func(arg string) bool { return strings.HasPrefix(arg, flag) })
	if i < 0 {
		return "", false
	}
	return strings.TrimPrefix(strings.Join(args[i:], ""), flag), true
}

// tapped says what does the work of a value of -z.
func tapped(value string) string {
	if _, seconds, ok := strings.Cut(value, "io,stat,"); ok {
		behind := strings.TrimLeft(seconds, "0123456789.")
		if seconds = strings.TrimSuffix(seconds, behind); isSeconds(seconds) {
			return fmt.Sprintf("there is no -z: what tshark's io,stat shows, cnwire stats --by time --interval %ss -T csv FILE does; without -T csv it draws", seconds)
		}
	}
	for _, z := range taps {
		if strings.HasPrefix(value, z.says) {
			return fmt.Sprintf("there is no -z: what tshark's %s shows, cnwire %s does", z.says, z.ours)
		}
	}
	return "there is no -z: what tshark's counts, cnwire stats --by does, see cnwire stats --help"
}

// isSeconds reports whether a text is a length of time as tshark has it.
func isSeconds(s string) bool {
	n, err := strconv.ParseFloat(s, 64)
	return err == nil && n > 0
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
	"-A":       "cnwire info says all that it knows of a capture",
	"-C":       "profiles are Wireshark's: cnwire wireshark install brings one",
	"-D":       "tshark's -D lists what it can capture from: cnwire record -D does that here",
	"-G":       "tshark's -G lists its fields: cnwire fields lists ours",
	"-J":       "-e NAME,… chooses fields, also of -T json",
	"-L":       "link types 253, 113 and 276 are read as netlink, and of others the frames are shown as what they are",
	"-M":       "memory stays the same at any size of a capture, and what programs read is -T json or jsonl",
	"-N":       "names are shown, and numbers instead of them with -n",
	"-O":       "-V shows every layer, and -e NAME,… chosen fields",
	"-P":       "cnwire read prints, and with -w writes instead: that is two calls",
	"-R":       "tshark's -R is a filter of the first pass: -2 with -Y reads twice here",
	"-S":       "-T fields -E separator=C has a line of values with a character between them",
	"-a":       "cnwire record --help has what ends a recording",
	"-b":       "cnwire record --help has what begins a new file",
	"-d":       "there is nothing to decode as: --byte-order and --layout say what a capture does not",
	"-f":       "a capture filter is record's: cnwire record --events",
	"-i":       "live traffic is record's: cnwire record",
	"-j":       "-e NAME,… chooses fields, also of -T json",
	"-o":       "preferences of tshark are flags here: --byte-order, --layout, --no-copies",
	"-p":       "cnwire follow PID FILE lists the events of one process, and cnwire ps -p PID FILE has a line for it",
	"-q":       "commands that count print no frames: cnwire stats, check, info",
	"-s":       "cnwire convert --snaplen N IN OUT keeps N bytes of each frame",
	"-u":       "-t has the forms of time, seconds among them: cnwire read --help",
	"-w":       "what is listed here is no frames: cnwire read -Y FILTER -w OUT writes frames, and so do ps, follow, pairs and check",
	"--sort":   "frames stand in their order: lists are sorted, those of ps, follow, pairs, check, stats and diff",
	"--forest": "cnwire ps --tree draws who started whom",
	"--print":  "cnwire read prints, and with -w writes instead: that is two calls",
}

// of has what a flag means to those who come from the program that a command is like.
var of = map[string]map[string]string{
	"ps": {
		"-A":           "all processes are listed without it",
		"-H":           "--tree draws who started whom",
		"-L":           "the column Thr counts threads, and cnwire follow PID FILE lists their events",
		"-f":           "-e COLUMN,… chooses columns, among them lstart and cmdline: cnwire ps --help",
		"-g":           "the column sid is the session: -e pid,sid",
		"-l":           "-e COLUMN,… chooses columns: cnwire ps --help lists them",
		"-o":           "-e COLUMN,… chooses columns: cnwire ps -e pid,ppid,comm FILE",
		"-s":           "the column sid is the session: -e pid,sid",
		"-u":           "the columns ruid and euid are uids, as events changed them: -e pid,ruid,euid",
		"--ppid":       "--sort ppid has the children of a process together, and cnwire follow --descendants PID FILE what they did",
		"--no-headers": "-T fields -e COLUMN,… has none, and -T csv -E header=n",
		"--no-heading": "-T fields -e COLUMN,… has none, and -T csv -E header=n",
	},
	"export":   {"-o": "the table's file is -w: cnwire export FILE -w OUT.csv"},
	"report":   {"-w": "the page is -o: cnwire report FILE -o OUT.html"},
	"timeline": {"-w": "the trace is -o: cnwire timeline FILE -o OUT.pftrace"},
	"follow": {
		"-p": "the process stands before the file: cnwire follow PID FILE",
	},
	"record": {
		"-S": "--report ends with totals",
		"-d": "-a duration:S ends a recording",
		"-f": "--events NAME,… chooses what is recorded",
		"-i": "the connector is no interface, and is what is recorded: leave it out",
		"-p": "the connector has no promiscuous mode: leave it out",
		"-s": "frames are recorded whole: cnwire convert --snaplen N IN OUT cuts them",
	},
}
