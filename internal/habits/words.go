package habits

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// PS returns what to say to who writes ps's options, of which -e, which chooses all
// processes there, is a list of columns here; else nil. words are files and pids.
func PS(columns, words []string, exists func(name string) bool) error {
	switch {
	case len(words) > 0 && !exists(words[0]) && slices.Contains(all, strings.TrimRight(words[0], "fw")):
		return fmt.Errorf("all processes are listed without %s: cnwire ps FILE", words[0])
	case len(columns) == 1 && (len(columns[0]) == 1 || len(words) == 0 && exists(columns[0])):
		return errAll
	}
	return nil
}

var errAll = errors.New("-e chooses columns here, and all processes are listed without it: cnwire ps FILE")

// all is what BSD's ps takes for all processes.
var all = []string{"a", "ax", "aux", "axu"}

// Follow returns what to say to who names the file before the process; else nil.
func Follow(who string, files []string, exists func(name string) bool) error {
	pids, _ := PIDs(files, exists)
	if !exists(who) || len(files) > 0 && len(pids) == 0 {
		return nil
	}
	return fmt.Errorf("%s is a file, and the process stands before it: cnwire follow PID FILE", who)
}
