package modules_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// What the description uses of syzlang, and of the files beside it in sys/linux.
var syzBuiltin = strings.Fields("resource socket bind recvmsg sendmsg const ptr in inout len bytesize flags int8 int16 int32 int64 array string filename parent value " +
	"packed varlen align type if include define uapi linux h netlink connector cn_proc fd domain proto addr addrlen msg f IDX VAL DATA " +
	"sock_netlink sockaddr_nl_proc msghdr_netlink recv_msghdr send_flags recv_flags AF_NETLINK SOCK_DGRAM")

var (
	syzComment = regexp.MustCompile(`(?m)^#.*$`)
	syzName    = regexp.MustCompile(`\b[A-Za-z_]\w*(\$\w+)?`)
	syzBlock   = regexp.MustCompile(`(?ms)^(?:type )?(\w+)(?:\[[A-Z, ]+\])? ([{\[])\n(.*?)^([}\]])(?: \[(?:packed(?:, align\[4\])?|varlen)\])?\n`)
	syzField   = regexp.MustCompile(`^\t(\w+)\t+(\w+(?:\[[\w, ]+\])?)(?:\t\(if\[value\[\w+:\w+\] == \w+\]\))?$`)
	syzLine    = regexp.MustCompile(`^(include <[\w/.]+>|define \w+\t\w+|resource (\w+)\[\w+\]|(\w+\$\w+)\([\w, \[\]]+\)(?: \w+)?|(cn_\w+) = \w+(?:, \w+)*)$`)
	syzConst   = regexp.MustCompile(`(?m)^(\w+) = (0x[0-9a-f]+)$`)
)

// lintSyz says what is wrong with a description and its numbers, as far as that can be told without syzkaller: it has lines and
// blocks of the forms above alone, every name is defined once, and everything that is defined is used.
func lintSyz(text, consts string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	text = syzComment.ReplaceAllString(text, "")
	defined, fields := map[string]int{}, map[string]bool{}
	for _, m := range syzBlock.FindAllStringSubmatch(text, -1) {
		defined[m[1]]++
		if m[2]+m[4] != "{}" && m[2]+m[4] != "[]" {
			fault("%s opens with %s and closes with %s", m[1], m[2], m[4])
		}
		own := map[string]bool{}
		for line := range strings.Lines(m[3]) {
			f := syzField.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if f == nil {
				fault("%s: no field: %q", m[1], line)
				continue
			}
			if own[f[1]] {
				fault("%s has %s twice", m[1], f[1])
			}
			own[f[1]], fields[f[1]] = true, true
		}
	}
	for line := range strings.Lines(syzBlock.ReplaceAllString(text, "")) {
		line = strings.TrimSuffix(line, "\n")
		m := syzLine.FindStringSubmatch(line)
		if m == nil && line != "" {
			fault("what is %q", line)
		} else if m != nil {
			if name := m[2] + m[3] + m[4]; name != "" {
				defined[name]++
			}
		}
	}
	numbers := map[string]bool{}
	for _, m := range syzConst.FindAllStringSubmatch(consts, -1) {
		numbers[m[1]] = true
	}
	used := map[string]int{}
	for _, name := range syzName.FindAllString(text, -1) {
		used[name]++
		if defined[name] == 0 && !fields[name] && !numbers[name] && !slices.Contains(syzBuiltin, name) {
			fault("%s is not defined", name)
		}
	}
	for name, n := range defined {
		if n > 1 {
			fault("%s is defined %d times", name, n)
		}
		if used[name] < 2 && !strings.Contains(name, "$") {
			fault("%s is not used", name)
		}
	}
	for name := range numbers {
		if used[name] == 0 {
			fault("the number %s is not used", name)
		}
	}
	return faults
}

const syzFile = "modules/syzkaller/socket_netlink_connector.txt"

// TestSyzkaller: both files fit together, for the table of today and with one event and one user more.
func TestSyzkaller(t *testing.T) {
	for name, table := range map[string]*spec.Table{
		"today": spec.Default(), "with an event": moreThanToday(t),
		"with a user": tableWith(t, map[string]string{"structs.csv": busStructs, "fields.csv": busFields, "users.csv": busUser, "payloads.csv": busRows}),
	} {
		text, consts := string(made(t, syzFile, table)), string(made(t, syzFile+".const", table))
		if faults := lintSyz(text, consts); len(faults) > 0 {
			t.Errorf("%s: %s", name, strings.Join(faults, "; "))
		}
		n := 0
		for _, m := range syzConst.FindAllStringSubmatch(consts, -1) {
			n++
			want, err := strconv.ParseUint(m[2], 0, 64)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, set := range table.Sets() {
				if number, ok := table.Number(set, m[1]); ok {
					found = found || number == want
				}
			}
			if !found {
				t.Errorf("%s: the table has no %s = %d", name, m[1], want)
			}
		}
		if n < 15 {
			t.Errorf("%s: only %d numbers", name, n)
		}
	}
}

// TestSyzkallerFaultsAreSeen: the check finds what it says it does.
func TestSyzkallerFaultsAreSeen(t *testing.T) {
	text, consts := string(made(t, syzFile, spec.Default())), string(made(t, syzFile+".const", spec.Default()))
	for _, c := range []struct{ old, new, want string }{
		{"\nresource sock_nl_connector[sock_netlink]\n", "\n", "sock_nl_connector is not defined"},
		{"cn_proc_event_exit {", "cn_proc_event_exits {", "cn_proc_event_exit is not defined"},
		{"\tparent_tgid\tint32\n} [packed", "\tparent_tgid\tint32\n\tparent_tgid\tint32\n} [packed", "has parent_tgid twice"},
		{"\tevent_type\tflags[", "\tevent_type flags[", "no field"},
		{"\tmcast_op\tflags[cn_values_proc_cn_mcast_op, int32]\n}", "\tmcast_op\tint23\n}", "int23 is not defined"},
		{"PROC_EVENT_NONE, PROC_EVENT_FORK", "PROC_EVENT_NONE PROC_EVENT_FORK", "what is"},
		{"data\t\tDATA\n} ", "data\t\tDATA\n] ", "closes with"},
	} {
		broken := strings.Replace(text, c.old, c.new, 1)
		if broken == text {
			t.Errorf("the description has no %q", c.old)
		}
		if faults := strings.Join(lintSyz(broken, consts), "; "); !strings.Contains(faults, c.want) {
			t.Errorf("%q: %q, want %q", c.new, faults, c.want)
		}
	}
	if faults := strings.Join(lintSyz(text, strings.Replace(consts, "CN_IDX_PROC", "CN_IDX_PROCS", 1)), "; "); !strings.Contains(faults, "CN_IDX_PROC is not defined") || !strings.Contains(faults, "the number CN_IDX_PROCS is not used") {
		t.Error(faults)
	}
}
