package tap

import (
	"fmt"
	"strings"
	"testing"
)

// play adds records and returns which messages come out, and with which result. A word
// is a kind and a thread: s1 sends, r1=-3 is its result, q1 a request, e1=0 a sending whose
// result is known, . takes out what is there, ! says that nothing more comes.
func play(t *testing.T, results bool, script string) string {
	t.Helper()
	var p pairs
	var out []string
	at := int64(0)
	for _, word := range strings.Fields(script) {
		var letter string
		var r raw
		switch word {
		case "!":
			p.settle()
			continue
		case ".":
			for m := p.next(); m != nil; m = p.next() {
				text := fmt.Sprint(m.Time)
				if m.Known {
					text += fmt.Sprintf("=%d", m.Result)
				}
				out = append(out, text)
				p.give(m)
			}
			continue
		}
		if n, _ := fmt.Sscanf(word, "%1s%d=%d", &letter, &r.tid, &r.result); n < 2 {
			t.Fatalf("%q", word)
		}
		r.kind = map[string]uint32{"q": kindRequest, "s": kindSending, "e": kindSent, "r": kindResult}[letter]
		if r.kind != kindResult {
			at++
			r.time = at
		}
		p.add(&r, results)
	}
	return strings.Join(out, " ")
}

func TestPairs(t *testing.T) {
	for _, c := range []struct {
		why     string
		results bool
		script  string
		want    string
	}{
		{"a result comes to its message", true, "s1 r1=0 .", "1=0"},
		{"nobody listened", true, "s1 r1=-3 .", "1=-3"},
		{"what has no result yet waits", true, "s1 .", ""},
		{"and so does what is behind it", true, "s1 s2 r2=0 . r1=-3 .", "1=-3 2=0"},
		{"another message of the thread says that there will be none", true, "s1 s1 r1=0 .", "1 2=0"},
		{"a result without a message is nobody's", true, "r1=0 s1 . ! .", "1"},
		{"a request has none, and what answers it is of the same thread", true, "q1 s1 r1=0 .", "1 2=0"},
		{"a request between a message and its result", true, "s1 q1 r1=-3 .", "1=-3 2"},
		{"no more is waited for", true, "s1 s2 ! .", "1 2"},
		{"a result too late is not the next message's", true, "s1 ! . r1=0 s1 . ! .", "1 2"},
		{"no program says results", false, "s1 s2 .", "1 2"},
		{"one says them at once", false, "e1=-3 q1 e1=0 .", "1=-3 2 3=0"},
	} {
		if got := play(t, c.results, c.script); got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.why, c.script, got, c.want)
		}
	}
}

// Threads that idle have no number: the CPU tells them apart.
func TestPairsIdle(t *testing.T) {
	var p pairs
	p.add(&raw{kind: kindSending, cpu: 0, time: 1}, true)
	p.add(&raw{kind: kindSending, cpu: 1, time: 2}, true)
	p.add(&raw{kind: kindResult, cpu: 1, result: -3}, true)
	p.add(&raw{kind: kindResult, cpu: 0}, true)
	first, second := p.next(), p.next()
	if !first.Known || first.Result != 0 || !second.Known || second.Result != -3 {
		t.Errorf("%+v %+v", first, second)
	}
}
