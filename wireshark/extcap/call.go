package extcap

import (
	"fmt"
	"slices"
	"strings"
)

// call is a question of Wireshark's.
type call struct {
	interfaces, dlts, config, capture, help bool

	wireshark string // its version, as 4.4
	name      string // of the interface
	fifo      string
	filter    *string // nil for none
	reload    string  // the option whose values are asked for again, without --

	settings []setting
}

// setting is an option with the value that the user gave it.
type setting struct {
	*option
	value string
}

// parse reads a command line. A value stands behind its flag, or behind = in the
// same word. Wireshark's dialog passes the flag of a checked box with an empty word
// behind it, and with "true" when it asks for values again.
func parse(args []string) (*call, error) {
	c := &call{}
	var filter string
	questions := map[string]*bool{
		"--extcap-interfaces": &c.interfaces, "--extcap-dlts": &c.dlts, "--extcap-config": &c.config, "--capture": &c.capture,
		"--help": &c.help, "-h": &c.help,
	}
	values := map[string]*string{
		"--extcap-version": &c.wireshark, "--extcap-interface": &c.name, "--fifo": &c.fifo,
		"--extcap-capture-filter": &filter, "--extcap-reload-option": &c.reload,
	}
	for len(args) > 0 {
		word := args[0]
		args = args[1:]
		flag, value, joined := strings.Cut(word, "=")
		take := func() error {
			if !joined {
				if len(args) == 0 {
					return fmt.Errorf("%s: its value is missing", flag)
				}
				value, args = args[0], args[1:]
			}
			return nil
		}
		i := slices.IndexFunc(options, func(o *option) bool { return o.call == flag })
		switch {
		case questions[word] != nil:
			*questions[word] = true
		case values[flag] != nil:
			if err := take(); err != nil {
				return nil, err
			}
			*values[flag] = value
			if flag == "--extcap-capture-filter" {
				c.filter = &filter
			}
		case i >= 0 && options[i].kind == "boolflag":
			if !joined && len(args) > 0 && (args[0] == "" || args[0] == "true" || args[0] == "false") {
				value, args = args[0], args[1:]
			}
			if value != "false" {
				c.settings = append(c.settings, setting{options[i], "true"})
			}
		case i >= 0:
			if err := take(); err != nil {
				return nil, err
			}
			c.settings = append(c.settings, setting{options[i], value})
		default:
			return nil, fmt.Errorf("%q is not known", word)
		}
	}
	c.reload = strings.TrimLeft(c.reload, "-")
	return c, nil
}
