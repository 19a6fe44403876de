package wireshark_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
)

// numbers are those of 32 bits, and what is none.
var numbers = []string{"0", "7", "007", "4294967295", "4294967296", "2147483648", "-2147483648", "-2147483649", "-3", "+4", "0x1f", "0x", "0x00000000ffffffff", "0x100000000", "1e3", "x", `""`, "-", "00000000000000000009", "0x-2"}

// passages writes a script whose packets say who sent them and what became of them.
func passages(r *rand.Rand, lines int) string {
	var b strings.Builder
	number := func() string { return numbers[r.IntN(len(numbers))] }
	for i := range lines {
		b.WriteString([]string{"listen", "fork 1 10", "exec 10", "exit 10 10 0", "comm 10 10 n", "again"}[r.IntN(6)*min(i, 1)])
		for range r.IntN(4) {
			kind := []string{"sender", "delivery", "task pid=10"}[r.IntN(3)]
			fmt.Fprintf(&b, " | cnwire:1 %s", kind)
			for _, key := range []string{"port", "pid", "tid", "uid", "gid", "pidns", "group", "result", "tid"} {
				if r.IntN(3) == 0 && !(key == "pid" && kind != "sender") {
					fmt.Fprintf(&b, " %s=%s", key, number())
				}
			}
			if r.IntN(2) == 0 {
				fmt.Fprintf(&b, ` comm="%s"`, []string{`a\x09b`, `\xff`, "sh", `x,y`, strings.Repeat("é", 2100)}[r.IntN(5)])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// ofTap reports whether a field is of what a tap says of a packet.
func ofTap(name string) bool {
	return strings.HasPrefix(name, "cn.sender.") || slices.Contains([]string{"cn.group", "cn.receiver.port", "cn.delivered", "cn.result", "cn.caused_by"}, name)
}

// What a tap says of a packet is in the columns that we have, at each of its messages.
func TestPassage(t *testing.T) {
	t.Parallel()
	fields := theFields()
	lines := 300
	if testkit.Deep {
		lines = 3000
	}
	capture := pcapng(t, play(t, passages(rand.New(rand.NewPCG(14, 5)), lines)))
	alone := slices.DeleteFunc(theFields(), func(name string) bool { return !ofTap(name) })
	if len(alone) != 12 {
		t.Fatalf("a tap's fields are %q", alone)
	}
	all, few := ours(t, capture, fields), ours(t, capture, alone)
	for i, name := range alone {
		seen := 0
		for _, line := range few {
			if strings.Split(line, "\t")[i] != "" {
				seen++
			}
		}
		if seen < 10 {
			t.Errorf("%s: only %d frames have it", name, seen)
		}
	}
	for _, s := range sharks(t) {
		s.same(t, "all fields", fields, s.columns(t, capture, fields), all)
		s.same(t, "a tap's alone", alone, s.columns(t, capture, alone), few)
	}
}

// A filter, and a list of fields, have where in its life an event is; a tree has it where
// a user wishes, and then every form has.
func TestContext(t *testing.T) {
	t.Parallel()
	const script = `
		fork 1 10
		fork 10 11
		exec 11
		exit 11 11 0`
	capture := pcapng(t, play(t, script))
	for _, s := range sharks(t) {
		for want, args := range map[string][]string{
			"2\n3\n4\n":                 {"-Y", "cn_proc.descendant_of == 10", "-T", "fields", "-e", "frame.number"},
			"3\t0.001000000\t10,1\n":    {"-Y", "cn_proc.age == 0.001", "-T", "fields", "-e", "frame.number", "-e", "cn_proc.fork_to_exec", "-e", "cn_proc.ancestors"},
			"1\n1\n1\n1\n":              {"-T", "fields", "-e", "cn_proc.life"},
			"4\t0.002000000\t1\t10,1\n": {"-o", "cn.asked:FALSE", "-Y", "cn_proc.exit && cn_proc.life == 1", "-T", "fields", "-e", "frame.number", "-e", "cn_proc.age", "-e", "cn_proc.life", "-e", "cn_proc.ancestors"},
		} {
			if got := s.run(t, capture, args...); got != want {
				t.Errorf("%s %q: %q, want %q", s.path, args, got, want)
			}
		}
		for wish, seen := range map[string]bool{"cn.context:TRUE": true, "cn.context:FALSE": false} {
			if got := s.run(t, capture, "-V", "-o", wish); strings.Contains(got, "fork_to_exec: 0.001000000 seconds") != seen || strings.Contains(got, "descendant_of: 10") != seen {
				t.Errorf("%s -o %s:\n%s", s.path, wish, got)
			}
		}
		if got := s.run(t, capture, "-Y", "cn_proc.age > 0.0015", "-V"); strings.Count(got, "Frame ") == 0 || !strings.Contains(got, "age: 0.002000000 seconds") {
			t.Errorf("%s: a filter in a shown tree:\n%s", s.path, got)
		}
		if got := s.run(t, capture, "-Y", "cn_proc.age > 0.0015"); strings.Count(got, "\n") != 1 {
			t.Errorf("%s: a filter on the list chooses %q", s.path, got)
		}
	}
}
