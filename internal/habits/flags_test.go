package habits_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/habits"
)

func TestFlag(t *testing.T) {
	for _, c := range []struct{ args, flag, has string }{
		{"read -z io,phs file", "-z", "stats --by hierarchy"},
		{"read -z io,stat,1 file", "-z", "stats --by time --interval 1s -T csv FILE"},
		{"-z io,stat,0.5,cn_proc file", "-z", "--interval 0.5s"},
		{"-z io,stat,0 file", "-z", "stats --by time FILE"},
		{"-z io,stat,$(reboot) file", "-z", "stats --by time FILE"},
		{"-z expert,note file", "-z", "cnwire check"},
		{"-z sip,stat", "-z", "stats --help"},
		{"-z", "-z", "stats --help"},
		{"-zio,phs", "-z", "stats --by hierarchy"},
		{"-q -z io,phs -r file", "-q", "stats --by hierarchy"}, // the order in which everybody writes it
		{"-r file -q -zconv,ip", "-q", "cnwire pairs"},
		{"-q file", "-q", "cnwire stats"},
		{"-i lo", "-i", "cnwire record"},
		{"record -i lo", "-i", "leave it out"},
		{"record -d 10", "-d", "-a duration:S"},
		{"-d tcp.port==1,http file", "-d", "--byte-order"},
		{"--forest file", "--forest", "ps --tree"},
		{"ps --forest file", "--forest", "ps --tree"},
		{"ps -H file", "-H", "--tree"},
		{"-G fields", "-G", "cnwire fields"},
		{"-p 1 file", "-p", "cnwire follow PID"},
		{"follow -p 1 file", "-p", "before the file"},
		{"-o a:b file", "-o", "--byte-order"},
		{"ps -o pid,ppid file", "-o", "ps -e pid,ppid"},
		{"ps --ppid 1 file", "--ppid", "--sort ppid"},
		{"-M 1 file", "-M", "-T json"},
		{"info -M file", "-M", "-T json"},
	} {
		unknown := errors.New("unknown flag " + c.flag + `, did you mean one of "-h", "-r"?`)
		if says := habits.Flag(unknown, strings.Fields(c.args)); !strings.Contains(says, c.has) {
			t.Errorf("%s: %q", c.args, says)
		}
	}
	if says := habits.Flag(errors.New(`--field: expected string value but got "--sort=-pid" (long flag)`), []string{"ps", "-e", "--sort=-pid"}); !strings.Contains(says, "-e chooses columns") {
		t.Error(says)
	}
	for _, other := range []string{"unknown flag --nobody-has-this", "unknown flag -H", "expected string value", "-z"} {
		if says := habits.Flag(errors.New(other), []string{"-H", "-z"}); says != "" {
			t.Errorf("%s: %s", other, says)
		}
	}
}
