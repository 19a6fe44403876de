package page

import (
	"fmt"
	"strings"
)

// Without says why a page has no packet browser.
type Without struct {
	Why     string
	Command string // that cuts the captures to fit; empty where nothing needs to be cut
}

// without makes the sentence of captures that are too large.
func (c *Captures) without() *Without {
	if c.limit == 0 {
		return &Without{Why: "The frames themselves are not in this page, as --embed-limit 0 asks."}
	}
	w := &Without{Why: fmt.Sprintf("The frames themselves are not in this page: they hold %s, more than the %s of --embed-limit.", size(max(c.read, c.held)), size(c.limit))}
	if c.fit == 0 {
		return w
	}
	names := make([]string, len(c.Names))
	for i, name := range c.Names {
		names[i] = quoted(name)
	}
	if len(names) == 1 {
		w.Command = fmt.Sprintf("cnwire convert -c %d %s part.pcapng", c.fit, names[0])
	} else {
		w.Command = fmt.Sprintf("cnwire merge -c %d -w part.pcapng %s", c.fit, strings.Join(names, " "))
	}
	return w
}

// size is a number of bytes for people.
func size(n int64) string {
	for _, unit := range []struct {
		of   int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.of {
			return fmt.Sprintf("%.3g %s", float64(n)/float64(unit.of), unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// quoted is a name as a shell takes it for one word.
func quoted(name string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+,:@%", r)
	}
	if name == "-" || name != "" && name[0] != '-' && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}
