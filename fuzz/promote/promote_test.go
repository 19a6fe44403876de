package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const crashText = "go test fuzz v1\n[]byte(\"\\xff\\x00go and \\\"quote\\\"\\n012345678\")\n"

// lay writes a crash of a target below room and returns its path.
func lay(t *testing.T, room, target, text string) string {
	t.Helper()
	path := filepath.Join(room, "testdata", "fuzz", target, "0123456789abcdef")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPromoteDatagram(t *testing.T) {
	room := filepath.Join(t.TempDir(), "fuzz")
	if err := os.MkdirAll(filepath.Join(room, "cases"), 0o755); err != nil {
		t.Fatal(err)
	}
	crash := lay(t, room, "FuzzTree", crashText)
	why := "A datagram that " + strings.Repeat("is long and ", 12) + "breaks."
	to, err := promote(crash, "a-long-story", why)
	if err != nil || to != filepath.Join(room, "cases", "a-long-story.txt") {
		t.Fatal(to, err)
	}
	got, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	want := `# A datagram that is long and is long and is long and is long and is long and is long and is long and is long
# and is long and is long and is long and is long and breaks. Found by FuzzTree.
ff00676f 20616e64 20227175 6f746522 0a303132
33343536 3738
`
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if _, err := os.Stat(crash); err == nil {
		t.Error("the crash is still there")
	}
}

// TestPromoteElsewhere: what promote writes is a seed that the go command runs.
func TestPromoteElsewhere(t *testing.T) {
	room := filepath.Join(t.TempDir(), "pcap")
	to, err := promote(lay(t, room, "FuzzReader", crashText), "a-name", "A file that says one thing and means another.")
	if err != nil || to != filepath.Join(room, "testdata", "fuzz", "FuzzReader", "a-name") {
		t.Fatal(to, err)
	}
	for name, text := range map[string]string{
		"go.mod": "module pcap\n\ngo 1.26\n",
		"x_test.go": `package pcap

import "testing"

func FuzzReader(f *testing.F) {
	f.Fuzz(func(t *testing.T, b []byte) { t.Logf("%q", b) })
}
`} {
		if err := os.WriteFile(filepath.Join(room, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-v", ".")
	cmd.Dir = room
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), `FuzzReader/a-name`) || !strings.Contains(string(out), `"\xff\x00go and \"quote\"\n012345678"`) {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPromoteRefuses(t *testing.T) {
	room := filepath.Join(t.TempDir(), "pcap")
	crash := lay(t, room, "FuzzReader", crashText)
	story := "Long enough to tell a story."
	for _, c := range []struct{ crash, name, why, want string }{
		{crash, "One", story, "the name"},
		{crash, "one", story, "the name"},
		{crash, "a/b-c", story, "the name"},
		{crash, "one-two", "no", "tells too little"},
		{filepath.Join(room, "none"), "one-two", story, "no such file"},
		{crash, filepath.Base(crash) + "-x", story, ""},
	} {
		if _, err := promote(c.crash, c.name, c.why); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s %q: %v, want %q", c.crash, c.name, c.why, err, c.want)
		}
	}
	again := lay(t, room, "FuzzReader", crashText)
	if _, err := promote(again, "0123456789abcdef-x", story); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a second case of the same name: %v", err)
	}
	several := lay(t, room, "FuzzReader", "go test fuzz v1\n[]byte(\"a\")\nint(3)\n")
	if _, err := promote(several, "one-two", story); err == nil || !strings.Contains(err.Error(), "one []byte") {
		t.Errorf("two values: %v", err)
	}
}
