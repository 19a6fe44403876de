package capinfo_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/capinfo"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// An empty capture has all keys that a full one has, and what nobody knows is null; a
// name that a terminal would obey is escaped.
func TestKeys(t *testing.T) {
	demo := frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")
	full, empty := object(t, demo, "full", 1), object(t, demo[:24], "\x1b[2J\u009b", 0)
	for key, value := range full {
		other, there := empty[key]
		if !there {
			t.Errorf("an empty capture has no %s", key)
		}
		if value == nil && key != "compression" {
			t.Errorf("%s of the demo is null", key)
		}
		if other != nil && (key == "size" || key == "earliest" || key == "latest" || key == "duration_ns") {
			t.Errorf("%s of an empty capture is %v", key, other)
		}
	}
	if empty["file"] != "\x1b[2J\u009b" || empty["frames"] != 0. || full["frames"] != 31. {
		t.Errorf("%v", empty)
	}
}

// object reads a capture and returns what is said of it.
func object(t *testing.T, b []byte, name string, size int64) (o map[string]any) {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	info, all := analysis.NewInfo(), new(analysis.Frames)
	all.Open(r)
	for {
		f, err := all.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		info.Add(f)
	}
	line, err := capinfo.Of(info, r, name, size, nil).Append(nil, "", false)
	if err == nil {
		err = json.Unmarshal(line, &o)
	}
	if err != nil || strings.ContainsAny(string(line), "\x1b\u009b\n") {
		t.Fatalf("%v, %q", err, line)
	}
	return o
}
