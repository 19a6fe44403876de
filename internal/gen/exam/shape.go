package exam

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// telling are the fields whose values make a message another kind of message,
// and not the same one of another process.
var telling = []string{
	"nlmsg_type", "nlmsg_flags", "id.idx", "id.val", "len", "flags",
	"what", "err", "mcast_op", "event_type", "exit_code", "exit_signal",
}

// shapeOf returns what is alike in all messages of a kind, and a word for the first.
func shapeOf(t *spec.Table, fields vectors.Fields) (shape, word string) {
	values := map[string]string{}
	var s strings.Builder
	for _, f := range fields {
		name := f.Name[strings.LastIndexByte(f.Name, ']')+1:]
		last := name[strings.LastIndexByte(name, '.')+1:]
		s.WriteString(f.Name)
		for _, tell := range telling {
			if last == tell || name == "."+tell {
				s.WriteString("=" + f.Value)
			}
		}
		s.WriteByte(' ')
		if _, again := values[last]; !again {
			values[last] = f.Value
		}
	}
	for _, pair := range [][2]string{{"process_pid", "process_tgid"}, {"child_pid", "child_tgid"}} {
		fmt.Fprint(&s, values[pair[0]] == values[pair[1]])
	}
	fmt.Fprint(&s, values["tracer_pid"] == "0", values["nlmsg_pid"] == "0")
	word = "id=" + values["idx"] + "." + values["val"]
	switch {
	case values["idx"] == "":
		word = "no-cn_msg"
	case values["what"] != "":
		word = "event"
		for _, v := range t.Set("proc_event_what") {
			if fmt.Sprint(v.Value) == values["what"] && v.Arm != "" {
				word = strings.TrimPrefix(v.Arm, "proc_event.")
			}
		}
	case values["mcast_op"] != "":
		word = "request"
	}
	return s.String(), word
}
