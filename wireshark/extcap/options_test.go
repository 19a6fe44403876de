package extcap_test

import (
	"context"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/wireshark/extcap"
)

// The command lines of captures, as tshark and Wireshark's dialog make them.
func TestOptions(t *testing.T) {
	self := strconv.Itoa(os.Getpid())
	for line, want := range map[string]record.Options{
		"":                                      {Who: record.WhoCommand},
		"--events fork,exec --who exe":          {Who: record.WhoExe, Events: codec.EventFork | codec.EventExec},
		"--who no --buffer 1M --follow 0":       {Buffer: 1 << 20},
		"--extcap-capture-filter exec":          {Who: record.WhoCommand, Events: codec.EventExec},
		"--extcap-capture-filter=comm,exec":     {Who: record.WhoCommand, Events: codec.EventExec | codec.EventComm},
		"--extcap-capture-filter all --who all": {Who: record.WhoCommand, Events: record.AllEvents},
		"--events exec,exit --extcap-capture-filter nonzero_exit": {Who: record.WhoCommand, Events: codec.EventNonzeroExit},
		"--events fork,exec --extcap-capture-filter exec,uid":     {Who: record.WhoCommand, Events: codec.EventExec},
	} {
		if got, err := extcap.Options(strings.Fields(line)...); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v, want %+v", line, got, err, want)
		}
	}
	if _, err := os.Stat("/proc/" + self); err != nil {
		t.Skip("There is no /proc here: no process can be chosen.")
	}
	pid, _ := strconv.Atoi(self)
	for _, args := range [][]string{
		{"--follow", self, "--descendants"},
		{"--descendants", "", "--follow", self}, // a checked box of the dialog
		{"--descendants", "true", "--follow", self},
	} {
		want := record.Options{Who: record.WhoCommand, Follow: int32(pid), Descendants: true}
		if got, err := extcap.Options(args...); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v, want %+v", args, got, err, want)
		}
	}
	if got, err := extcap.Options("--descendants", "false", "--follow", self, "--events", ""); err != nil || !reflect.DeepEqual(got, record.Options{Who: record.WhoCommand, Follow: int32(pid)}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWrongOptions(t *testing.T) {
	for line, want := range map[string]string{
		"--events fork,frok":          `"frok"`,
		"--who everybody":             "all, exe, no",
		"--buffer 3X":                 `"3X"`,
		"--follow init":               `"init"`,
		"--follow 2147483647":         "does not run",
		"--follow -1":                 `"-1"`,
		"--descendants":               "--follow",
		"--events":                    "its value is missing",
		"--extcap-capture-filter":     "its value is missing",
		"--extcap-capture-filter=tcp": "names of events",
		"--events fork --extcap-capture-filter exec": "none in common",
		"--speed 3": `"--speed"`,
		"fork":      `"fork"`,
	} {
		if _, err := extcap.Options(strings.Fields(line)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want something with %s", line, err, want)
		}
	}
}

// Wireshark takes an empty answer for a filter that is right, and forgets an answer
// with another status than 0.
func TestFilterAnswer(t *testing.T) {
	for filter, want := range map[string]string{"": "", "exec": "", "fork, EXIT": "", "port 80": "names of events", ",": "names of events"} {
		status, out, complaints := extcap.Answer(context.Background(), "linux", "--extcap-capture-filter", filter, "--extcap-interface", "cnwire")
		if status != 0 || complaints != "" || (out == "") != (want == "") || !strings.Contains(out, want) || strings.Count(out, "\n") > 1 {
			t.Errorf("%q: status %d, %q, %s", filter, status, out, complaints)
		}
	}
}

// What is wrong is said in one sentence on standard error, and nothing else is said.
func TestComplaints(t *testing.T) {
	for line, c := range map[string]struct {
		system, says string
		status       int
	}{
		"--extcap-dlts --extcap-interface eth0":               {"linux", `"eth0"`, 1},
		"--extcap-config":                                     {"linux", "--extcap-interface", 1},
		"--capture --extcap-interface cnwire":                 {"linux", "--fifo", 1},
		"--capture --extcap-interface cnwire --fifo /no/fifo": {"linux", "/no/fifo", 1},
		"--capture --extcap-interface cnwire --fifo go.mod":   {"windows", "Linux's own", 1},
		"--extcap-dlts --extcap-interface cnwire":             {"darwin", "Linux's own", 1},
		"":                                 {"linux", "cnwire record", 1},
		"--extcap-interfaces --unheard-of": {"linux", "--unheard-of", 2},
		"--extcap-interface":               {"linux", "its value is missing", 2},
	} {
		status, out, complaints := extcap.Answer(context.Background(), c.system, strings.Fields(line)...)
		if status != c.status || out != "" || !strings.HasPrefix(complaints, "cnwire: ") || !strings.Contains(complaints, c.says) || strings.Count(complaints, "\n") != 1 {
			t.Errorf("%q: status %d, %q, %q", line, status, out, complaints)
		}
	}
	if status, out, _ := extcap.Answer(context.Background(), "linux", "--help"); status != 0 || !strings.Contains(out, "tshark -i cnwire") {
		t.Errorf("--help: status %d, %s", status, out)
	}
}

func TestCalled(t *testing.T) {
	for name, want := range map[string]bool{"cnwire-extcap": true, "/usr/lib/extcap/cnwire-extcap": true, "cnwire": false, "cnwire-extcap2": false, "": false} {
		if extcap.Called(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
