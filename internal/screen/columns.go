// Package screen says how many columns there are for what is printed.
package screen

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/term"
)

// most is more columns than anybody has: a line of so many may be held for each of
// those that wait until widths are known.
const most = 1 << 16

// Columns returns how many columns a line may have that goes to out; 0 is any number.
// asked is what a user said, as a number or "auto" or nothing: then it is COLUMNS, or
// what the terminal says, where out is one, else any number.
func Columns(asked string, out *os.File) (int, error) {
	if asked != "" && asked != "auto" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 0 || n > most {
			return 0, fmt.Errorf("%q is no number of columns, 0 to %d", asked, most)
		}
		return n, nil
	}
	n, _, err := term.GetSize(int(out.Fd()))
	if err != nil {
		return 0, nil // no terminal
	}
	if said, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && said > 0 {
		n = said
	}
	return min(n, most), nil
}
