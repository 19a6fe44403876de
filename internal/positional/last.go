// Package positional puts what is no flag of a command line behind the flags, since the
// library that reads them takes a list of files only where they stand together.
package positional

import "strings"

// Last returns a command line with its words, in their order, behind its flags and
// their values. takes reports whether a flag, with its dashes, has a value; one that
// nobody knows has none. From -- on all stays.
func Last(args []string, takes func(flag string) bool) []string {
	var flags, words []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return append(append(flags, words...), args[i:]...)
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			words = append(words, arg)
			continue
		}
		flags = append(flags, arg)
		if wants(arg, takes) && i+1 < len(args) && args[i+1] != "--" {
			i++
			flags = append(flags, args[i])
		}
	}
	return append(flags, words...)
}

// wants reports whether the value of a flag, or of the last of a group of short ones,
// is the next argument.
func wants(arg string, takes func(string) bool) bool {
	if strings.HasPrefix(arg, "--") {
		return !strings.Contains(arg, "=") && takes(arg)
	}
	for i, letter := range arg[1:] {
		if takes("-" + string(letter)) {
			return 1+i+len(string(letter)) == len(arg) // else the value is behind it
		}
	}
	return false
}
