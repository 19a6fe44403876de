package extcap

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record"
)

// option is what a user can set in Wireshark's dialog, or with tshark's
// -o extcap.cnwire.NAME:VALUE. They are options of record, under the same names
// and with the same values.
type option struct {
	call    string // its flag
	display string
	tooltip string
	kind    string   // Wireshark's type
	more    []string // pairs besides
	values  func() []value
	set     func(o *record.Options, text string) error
}

// value is one that can be chosen.
type value struct {
	text, display string
	chosen        bool // unless the user says otherwise
}

// options stand in the dialog in this order. The first value of a selector is its
// default, for Wireshark shows the first where it has stored none.
var options = []*option{
	{
		call: "--events", display: "Events (none is all)", kind: "multicheck", values: eventValues, set: setEvents,
		tooltip: "Which events are recorded; the kernel leaves the others away (since 6.6), or a filter of the socket.",
	},
	{
		call: "--follow", display: "Process", kind: "selector", values: processValues, set: setFollow,
		tooltip: "Only this process, with the FORKs of what it starts.",
		more:    []string{"reload", "true", "placeholder", "List processes again"},
	},
	{
		call: "--descendants", display: "And all that descends from it", kind: "boolflag", set: setDescendants,
		tooltip: "With a process: also its children, their children and so on, those that already run included.",
	},
	{
		call: "--who", display: "Names", kind: "selector", values: whoValues, set: setWho,
		tooltip: "What is looked up in /proc about processes that FORK, EXEC and COMM name, and written into packet comments.",
	},
	{
		call: "--buffer", display: "Buffer", kind: "string", set: setBuffer,
		tooltip: "What the kernel may keep until it is read, in bytes, or with K, M or G behind it. More than /proc/sys/net/core/rmem_max needs CAP_NET_ADMIN.",
		more:    []string{"default", "64M", "validation", "^[0-9]+[KMGkmg]?$", "placeholder", "64M"},
	},
}

// sentences describe an option by its number.
func (o *option) sentences(number int) string {
	pairs := []string{"number", strconv.Itoa(number), "call", o.call, "display", o.display, "tooltip", o.tooltip, "type", o.kind}
	return sentence("arg", append(pairs, o.more...)...) + o.valueSentences(number)
}

// valueSentences list what can be chosen. A box that is not enabled cannot be
// checked.
func (o *option) valueSentences(number int) string {
	if o.values == nil {
		return ""
	}
	var b strings.Builder
	for _, v := range o.values() {
		b.WriteString(sentence("value", "arg", strconv.Itoa(number), "value", v.text, "display", v.display, "default", strconv.FormatBool(v.chosen), "enabled", "true"))
	}
	return b.String()
}

// eventValues are all events, of which none is chosen, as Wireshark shows it where
// it has stored none.
func eventValues() (list []value) {
	for name := range strings.SplitSeq(record.EventNames(record.AllEvents), ", ") {
		v := value{name, strings.ToUpper(name), false}
		if name == "nonzero_exit" {
			v.display = "EXIT with another code than 0"
		}
		list = append(list, v)
	}
	return list
}

func whoValues() []value {
	return []value{
		{"all", "all", true},
		{"exe", "no command lines, which may hold secrets", false},
		{"no", "nothing", false},
	}
}

func setEvents(o *record.Options, text string) (err error) {
	o.Events, err = record.ParseEvents(text)
	return err
}

func setFollow(o *record.Options, text string) error {
	pid, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return fmt.Errorf("%q is no number of a process", text)
	}
	if pid != 0 && !runs(int(pid)) {
		return fmt.Errorf("process %d does not run (any more): choose one in the options", pid)
	}
	o.Follow = int32(pid)
	return nil
}

func setDescendants(o *record.Options, _ string) error {
	o.Descendants = true
	return nil
}

func setWho(o *record.Options, text string) (err error) {
	o.Who, err = record.ParseWho(text)
	return err
}

func setBuffer(o *record.Options, text string) (err error) {
	o.Buffer, err = record.ParseSize(text)
	return err
}

// options are what is to be recorded: the settings, of which a capture filter
// leaves fewer events.
func (c *call) options() (o record.Options, err error) {
	o.Who = record.WhoCommand
	for _, s := range c.settings {
		if s.value == "" {
			continue // as if it were not there
		}
		if err := s.set(&o, s.value); err != nil {
			return o, fmt.Errorf("%s: %w", s.call, err)
		}
	}
	if o.Descendants && o.Follow == 0 {
		return o, errors.New("--descendants goes with a process to --follow")
	}
	if c.filter != nil && *c.filter != "" {
		only, err := parseFilter(*c.filter)
		if err != nil {
			return o, err
		}
		if o.Events = both(o.Events, only); o.Events == 0 {
			return o, fmt.Errorf("the capture filter %q and the events chosen in the options have none in common", *c.filter)
		}
	}
	return o, nil
}

// parseFilter reads a capture filter: names of events, with commas between them.
func parseFilter(text string) (codec.EventType, error) {
	mask, err := record.ParseEvents(text)
	if err != nil {
		err = fmt.Errorf("a capture filter is names of events with commas between them, as exec,exit: %w", err)
	}
	return mask, err
}

// both are the events that two masks have in common. An EXIT with another code
// than 0 is also an EXIT. 0 of the first is all.
func both(chosen, only codec.EventType) codec.EventType {
	if chosen == 0 {
		return only
	}
	for _, mask := range []*codec.EventType{&chosen, &only} {
		if *mask&codec.EventExit != 0 {
			*mask |= codec.EventNonzeroExit
		}
	}
	return chosen & only
}
