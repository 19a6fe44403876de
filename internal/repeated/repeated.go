// Package repeated makes one flag of those that a command line has many times: the
// library that reads command lines copies, and keeps, for each flag all that
// follows it.
package repeated

import "strings"

// separator is between the values: no argument can hold it.
const separator = "\x00"

// Flags are those that are gathered: both spellings, the short one with its dash
// and the long one with two, each with the long one.
type Flags map[string]string

// Split returns the values of a flag that Gather made.
func Split(value string) []string { return strings.Split(value, separator) }

// Gather puts the values of each of the flags behind its first place, wherever they
// stand before --, and leaves all else as it is.
func Gather(args []string, flags Flags) []string {
	var kept []string
	values, at := map[string][]string{}, map[string]int{}
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			kept = append(kept, args[i:]...)
			break
		}
		name, value, with := strings.Cut(args[i], "=")
		if len(name) > 1 && !strings.HasPrefix(name, "--") {
			name, value = args[i][:2], args[i][2:]
			with = value != ""
		}
		flag := flags[name]
		if flag != "" && !with && i+1 < len(args) && (args[i+1] == "-" || !strings.HasPrefix(args[i+1], "-")) {
			i++
			value, with = args[i], true
		}
		if flag == "" || !with {
			kept = append(kept, args[i])
			continue
		}
		if values[flag] == nil {
			at[flag] = len(kept)
			kept = append(kept, name)
		}
		values[flag] = append(values[flag], value)
	}
	for flag, i := range at {
		switch all := strings.Join(values[flag], separator); {
		case len(kept[i]) == 2 && all != "": // as the user wrote it, for an error may name it
			kept[i] += all
		default:
			kept[i] = flag + "=" + all
		}
	}
	return kept
}
