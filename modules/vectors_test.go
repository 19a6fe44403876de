package modules_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// messages is how many vectors of the kind message there are at least.
const messages = 782

// TestVectors asks every language all vectors of the kind message. The answers are right only if
// the bytes that are encoded again are those of the question.
func TestVectors(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	list := (&vectors.Selection{Kinds: []string{vectors.Message}}).Of(set.Vectors)
	if len(list) < messages {
		t.Fatalf("only %d vectors", len(list))
	}
	for _, l := range languages {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			command := l.build(t, l.folder, t.TempDir())
			ask(t, list, command)
			encodesAgain(t, command)
			payloads(t, command)
		})
	}
}

// ask wants a right answer to each of the vectors.
func ask(t *testing.T, list []vectors.Vector, command []string) {
	t.Helper()
	r := vectors.Runner{Command: command, Timeout: time.Minute, Stderr: stderr{t}}
	report, err := r.Run(list)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.Write(&out, nil); err != nil {
		t.Fatal(err)
	}
	if !report.OK() || report.Asked != len(list) {
		t.Error(out.String())
	}
}

// stderr shows what a program complains of.
type stderr struct{ t *testing.T }

func (w stderr) Write(b []byte) (int, error) {
	w.t.Logf("%s", b)
	return len(b), nil
}

// run runs a program that has to succeed, and returns what it prints.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, complaint.Bytes())
	}
	return string(out)
}

// encodesAgain: a program says the bytes again beside fields; without them nothing would be compared.
func encodesAgain(t *testing.T, command []string) {
	t.Helper()
	text := answers(t, command, `{"name":"x","struct":"proc_event.exec","order":"big","hex":"01020304fffefdfcaabb"}`)[0]
	for _, want := range []string{`"hex":"01020304fffefdfcaabb"`, `"process_pid":16909060`, `"process_tgid":-66052`, `"rest":"aabb"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
}

// answers returns what a program says to questions, without spaces.
func answers(t *testing.T, command []string, questions ...string) []string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin = strings.NewReader(strings.Join(questions, "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSpace(strings.ReplaceAll(string(out), " ", "")), "\n")
	if len(list) != len(questions) {
		t.Fatalf("%d answers to %d questions", len(list), len(questions))
	}
	return list
}
