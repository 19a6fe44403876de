package corpus

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// keys are those of the lines of a log, by what they do, in the order of README.md.
var keys = map[string]string{
	"socket":    "at caps do net_ns pid_ns port rcvbuf sock uid user_ns",
	"join":      "at do errno group sock",
	"join bind": "at do errno how mask sock",
	"leave":     "at do errno group sock",
	"send":      "at do dst_groups dst_port errno hex sock",
	"recv":      "at do errno error sock",
	"close":     "at do sock",
	"fact":      "at do name number",
}

// TestLogs reads every log without the rig's help: each line has the keys of its
// kind, sockets are opened before they are used, and are closed; a capture of a
// socket is of one that is in the log.
func TestLogs(t *testing.T) {
	opened := map[string]map[string]bool{} // by log: whether the socket is open
	for _, e := range entries(t) {
		if e.Log == "" {
			continue
		}
		if opened[e.Log] == nil {
			opened[e.Log] = sockets(t, e.Log)
		}
		who := strings.Split(e.File[strings.LastIndexByte(e.File, '/')+1:], ".")[1]
		if _, known := opened[e.Log][who]; known != (e.Source == "socket") {
			t.Errorf("%s: source %s, and %s knows socket %s: %v", e.File, e.Source, e.Log, who, known)
		}
	}
	if len(opened) == 0 {
		t.Error("no log was looked at")
	}
}

func sockets(t *testing.T, name string) map[string]bool {
	t.Helper()
	open := map[string]bool{}
	for i, line := range bytes.Split(bytes.TrimSuffix(read(t, name), []byte("\n")), []byte("\n")) {
		l := map[string]any{}
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("%s:%d: %v", name, i+1, err)
		}
		kind, _ := l["do"].(string)
		if l["how"] == "bind" {
			kind += " bind"
		}
		if got := strings.Join(slices.Sorted(maps.Keys(l)), " "); got != keys[kind] {
			t.Errorf("%s:%d: %s has the keys %s, want %s", name, i+1, kind, got, keys[kind])
		}
		sock, _ := l["sock"].(string)
		switch is, known := open[sock]; {
		case kind == "fact":
		case kind == "socket":
			if known {
				t.Errorf("%s:%d: %s is opened twice", name, i+1, sock)
			}
			open[sock] = true
		case !is:
			t.Errorf("%s:%d: %s is not open", name, i+1, sock)
		case kind == "close":
			open[sock] = false
		case kind == "send":
			if _, err := hex.DecodeString(l["hex"].(string)); err != nil {
				t.Errorf("%s:%d: %v", name, i+1, err)
			}
		}
	}
	for sock, is := range open {
		if is {
			t.Errorf("%s: %s is not closed", name, sock)
		}
	}
	return open
}
