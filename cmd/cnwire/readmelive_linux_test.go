package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// onKernel is a command of README.md that asks this machine's kernel, and the remark
// behind it.
var onKernel = regexp.MustCompile(`(?m)^    (?:ssh host )?(cnwire (?:record|send) .*?|cnwire record)(?: +# .*)?$`)

// here is what makes a command of README.md end soon and write into the folder it is run in.
var here = strings.NewReplacer("/var/log/", "", "-a duration:60", "-a packets:9", "-b filesize:10000 -b files:5", "-b packets:5 -b files:2 -c 12", "-q -w - |", "-q -c 9 -w - |",
	"-w host.pcapng", "-w new.pcapng", "--id 3:1 ", "--timeout 100ms --id 3:1 ")

// Every command of README.md that records or sends runs; those that go on until somebody
// has enough stop early.
func TestReadmeLive(t *testing.T) {
	needs.Tool(t, "bash", "the commands of README.md are not run.")
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := onKernel.FindAllStringSubmatch(string(text), -1)
	if len(lines) < 12 {
		t.Fatalf("README.md has %d commands for a kernel", len(lines))
	}
	needLive(t)
	dir := folder(t)
	end := make(chan bool)
	stopped := make(chan bool)
	go func() { // something goes on
		defer close(stopped)
		for {
			select {
			case <-end:
				return
			default:
				connector.Mark(t, "something")
				exec.Command("true").Run()
			}
		}
	}()
	defer func() { close(end); <-stopped }()
	for _, found := range lines {
		line := here.Replace(found[1])
		switch {
		case strings.Contains(line, "--tap"): // which guests try: make tap
			continue
		case strings.Contains(line, " record") && !strings.Contains(line, " -a ") && !strings.Contains(line, "-c "):
			line += " -c 9"
		case strings.Contains(line, "--id 3:1"): // whom few machines have: nobody answers, which is status 1
			line += " || true"
		}
		runLine(t, dir, line)
	}
}

// transcript is a command of README.md with tshark, and what it prints.
var transcript = regexp.MustCompile("(?s)```sh\ncnwire wireshark install[^\n]*\n(tshark [^\n]*)\n[^`]*```\n\n```text\n(.*?)```|```text\n\\$ (tshark [^\n]*)\n(.*?)```")

// What README.md shows of tshark with the plugin is what it prints.
func TestReadmeShark(t *testing.T) {
	needs.Tool(t, "tshark", "what README.md shows of it is not printed.")
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Parallel()
	found := transcript.FindAllStringSubmatch(string(text), -1)
	if len(found) != 2 {
		t.Fatalf("%d transcripts", len(found))
	}
	for _, m := range found {
		command, want := m[1]+m[3], m[2]+m[4]
		cmd := exec.Command("bash", "-c", strings.Replace(command, "tshark ", "tshark -X lua_script:wireshark/cnwire.lua ", 1)) // which root may load
		cmd.Dir = "../.."
		cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "HOME="+t.TempDir())
		got, err := cmd.Output()
		if err != nil || string(got) != want {
			t.Errorf("%s: %v, prints\n%s\nREADME.md has\n%s", command, err, got, want)
		}
	}
}
