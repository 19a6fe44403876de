package vectors

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// mode is what stands before how this binary behaves when it is started as a
// decoder.
const mode = "decoder:"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 {
		if how, ok := strings.CutPrefix(os.Args[1], mode); ok {
			decoder(how)
			return
		}
	}
	os.Exit(m.Run())
}

// decoder knows the right answers, and behaves badly.
func decoder(how string) {
	set, err := Load()
	if err != nil {
		panic(err)
	}
	s := bufio.NewScanner(os.Stdin)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		var q Question
		if err := json.Unmarshal(s.Bytes(), &q); err != nil {
			panic(err)
		}
		v := set.Find(q.Name)
		b, _ := json.Marshal(v.Expect)
		if how == "streams" {
			b, _ = json.Marshal(Answer{Stream: v.Stream})
		}
		switch {
		case how == "crash" && n == 3, how == "dies":
			os.Exit(3)
		case how == "hang" && n == 3, how == "mute":
			time.Sleep(time.Hour)
		case how == "long":
			fmt.Println(strings.Repeat("x", maxAnswer+1))
		case how == "prose" && n == 3:
			fmt.Println("Hello")
		case how == "twice" && n == 3:
			fmt.Printf("{\"name\":%q,%s\n", q.Name, b[1:])
		}
		if how == "named" || how == "twice" {
			b = fmt.Appendf(nil, "{\"name\":%q,%s", q.Name, b[1:])
		}
		fmt.Printf("%s\n", b)
	}
	switch how {
	case "epilogue":
		fmt.Println("Goodbye")
	case "lingers":
		time.Sleep(time.Hour)
	}
}

// self is the command line of this binary in one of its modes.
func self(t *testing.T, how string) []string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return []string{exe, mode + how}
}

// ask asks this binary, in one of its modes, some vectors.
func ask(t *testing.T, how string, list []Vector, limit time.Duration) (*Report, string) {
	t.Helper()
	r := Runner{Command: self(t, how), Timeout: limit}
	report, err := r.Run(list)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Write(&out, map[string]string{}); err != nil {
		t.Fatal(err)
	}
	return report, out.String()
}

// all is the set, which is loaded once.
var all = sync.OnceValue(func() *Set {
	set, err := Load()
	if err != nil {
		panic(err)
	}
	return set
})

func load(*testing.T) []Vector { return all().Vectors }

func TestRun(t *testing.T) {
	list := load(t)
	for _, how := range []string{"right", "named"} {
		report, out := ask(t, how, list, time.Minute)
		if !report.OK() || report.Asked+report.Other != len(list) || report.Asked < 1000 {
			t.Errorf("%s: asked %d of %d: %s", how, report.Asked, len(list), out)
		}
	}
}

// A decoder that misbehaves fails the vector where it does, and no other.
func TestRunMisbehaved(t *testing.T) {
	list := load(t)[:8]
	for _, c := range []struct {
		how             string
		limit           time.Duration
		failed, unasked int
		says            string
	}{
		{"crash", time.Minute, 2, 0, "the program has ended"}, // the third of each start
		{"hang", 5 * time.Second, 2, 0, "no answer in 5s"},
		{"dies", time.Minute, 5, 3, "3 vectors were not asked"},
		{"mute", time.Second, 5, 3, "no answer in 1s"},
		{"long", time.Minute, 5, 3, "token too long"},
		{"prose", time.Minute, 6, 0, `no answer: invalid character 'H' looking for beginning of value: "Hello"`},
		{"twice", time.Minute, 5, 0, "answers another question"},
		{"epilogue", time.Minute, 0, 0, `At the end: one line more than it was asked: "Goodbye"`},
		{"lingers", 5 * time.Second, 0, 0, "At the end: still there 5s after its input has ended"},
	} {
		t.Run(c.how, func(t *testing.T) {
			t.Parallel()
			report, out := ask(t, c.how, list, c.limit)
			if len(report.Failures) != c.failed || report.Unasked != c.unasked || report.OK() || !strings.Contains(out, c.says) {
				t.Errorf("%d failed, %d unasked, want %d and %d, and %q in\n%s", len(report.Failures), report.Unasked, c.failed, c.unasked, c.says, out)
			}
		})
	}
}

func TestRunWithoutProgram(t *testing.T) {
	for _, command := range [][]string{nil, {"./no such program"}} {
		r := Runner{Command: command}
		if report, err := r.Run(load(t)[:1]); err == nil {
			t.Errorf("%q: %+v", command, report)
		}
	}
}
