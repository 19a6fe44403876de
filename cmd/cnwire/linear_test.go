package main

import (
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
)

// TestLinear: whatever there is much of in an input, twice as much costs every
// command in all its forms no more than twice the steps, memory and output. Steps
// are blocks of code that ran, of ours and of the library that reads command lines:
// the tools for coverage count them. Where time would tell the machine's mood,
// these tell the same each time.
//
// What is compared is what the second and third n cost more than the first, and
// what the next two n cost: whatever costs the same in all falls out.
func TestLinear(t *testing.T) {
	n, share := 120, 61 // every sixty-first case
	if testkit.Deep {
		n, share = 250, 1
	}
	folder := t.TempDir()
	l := &linear{folder: folder, binary: countingBinary(t, folder)}
	var cases []growing
	for _, shape := range slices.Sorted(maps.Keys(shapes)) {
		for _, size := range []int{n, 2 * n, 4 * n} {
			l.lay(t, shape, size)
		}
	}
	of := map[string][]string{} // by command
	for _, form := range allForms() {
		command, _, _ := strings.Cut(form, " ")
		of[command] = append(of[command], form)
	}
	for _, command := range slices.Sorted(maps.Keys(of)) {
		forms := of[command]
		for i, form := range forms {
			for k, shape := range slices.Sorted(maps.Keys(shapes)) {
				// Each command meets each shape, if not in all its forms.
				front, all := always[shape]
				every := min(12, len(forms))
				if testkit.Deep || i%every == k%every || all && strings.HasPrefix(form, front) {
					cases = append(cases, growing{form + ", " + shape, n, func(n int) []string { return l.command(form, shape, n) }})
				}
			}
		}
	}
	cases = append(cases, longLines(l, n)...)
	jobs := make(chan growing)
	var work sync.WaitGroup
	for range 2 {
		s := l.serve(t)
		work.Go(func() {
			for _, form := range allForms() {
				s.cost(t, l.command(form, "frames", n)) // what is made once is no cost of the first
			}
			for c := range jobs {
				c.check(t, s)
			}
		})
	}
	for i, c := range cases {
		if i%share == 0 {
			jobs <- c
		}
	}
	close(jobs)
	work.Wait()
}

// always is which forms meet a shape in any case, by what they begin with.
var always = map[string]string{"foreign": "", "told": "", "worded": "ps", "described": "check", "long": "stats --by", "requests": "check"}

// growing is a command line that grows with n.
type growing struct {
	name string
	n    int
	args func(n int) []string
}

// check runs it with n, twice and four times as much.
func (c growing) check(t *testing.T, s *server) {
	a, b, d := s.cost(t, c.args(c.n)), s.cost(t, c.args(2*c.n)), s.cost(t, c.args(4*c.n))
	if a.status == statusUsage || a.steps == 0 || a.allocated == 0 {
		t.Errorf("%s: status %d, %d steps, %d bytes", c.name, a.status, a.steps, a.allocated)
	}
	buffers := uint64(1 << 20)
	if strings.Contains(c.name, "OTHER") {
		buffers <<= 1 // of each capture
	}
	if strings.Contains(c.name, "parquet") {
		buffers <<= 4 // its library takes 12 MiB once, at one n or another
	}
	for _, of := range []struct {
		what    string
		a, b, d uint64
		slack   uint64 // what buffers that double, and tables, may add
	}{
		{"steps", a.steps, b.steps, d.steps, 20_000},
		{"allocated bytes", a.allocated, b.allocated, d.allocated, buffers},
		{"written bytes", a.written, b.written, d.written, 4096},
	} {
		if first, then := max(0, int64(of.b-of.a)), int64(of.d-of.b); then > first*26/10+int64(of.slack) {
			t.Errorf("%s: %d %s with n=%d, %d with twice and %d with four times as much", c.name, of.a, of.what, c.n, of.b, of.d)
		}
	}
}

// longLines are command lines that grow themselves.
func longLines(l *linear, n int) (cases []growing) {
	repeated := func(name string, front []string, each func(i int) []string) {
		cases = append(cases, growing{name, n, func(n int) []string {
			args := slices.Clone(front)
			for i := range n {
				args = append(args, each(i)...)
			}
			return args
		}})
	}
	capture := l.file("frames", n, 0)
	for _, format := range []string{"fields", "csv", "json", "ek", "pdml"} {
		repeated("many -e of "+format, []string{"read", "-T", format, capture}, func(int) []string { return []string{"-e", "cn.seq"} })
	}
	repeated("many -e and -E", []string{"read", "-T", "fields", "-c", "1", capture}, func(int) []string { return []string{"--field", "cn.seq", "-Eheader=n"} })
	repeated("many columns", []string{"ps", "-T", "fields", capture}, func(int) []string { return []string{"-e", "pid"} })
	cases = append(cases, growing{"many tables", n, func(n int) []string {
		return []string{"stats", "--by", strings.Repeat("kind,", n) + "id", capture}
	}})
	for _, command := range []string{"read", "pairs", "ps", "follow 1", "check", "stats", "export -F csv -w " + filepath.Join(l.folder, "out")} {
		front := strings.Fields(command)
		one := l.file("requests", 1, 0)
		repeated("many -r of "+command, front, func(int) []string { return []string{"-r", one} })
		repeated("many inputs of "+command, front, func(int) []string { return []string{one} })
	}
	repeated("many inputs of info", []string{"info"}, func(int) []string { return []string{capture} })
	repeated("many inputs of merge", []string{"merge", "-w", filepath.Join(l.folder, "out.pcapng")}, func(int) []string { return []string{capture} })
	cases = append(cases, growing{"many ranges", n, func(n int) []string {
		var ranges []string
		for i := range n {
			ranges = append(ranges, fmt.Sprint(2*(n-i)))
		}
		return []string{"convert", "--frames", strings.Join(ranges, ","), l.file("frames", n, 0), filepath.Join(l.folder, "out")}
	}})
	cases = append(cases, growing{"many digits", n, func(n int) []string {
		return []string{"explain", hex.EncodeToString(laid("foreign", n, 0)[92:])}
	}})
	return cases
}

// linear has the captures, and the binary that counts.
type linear struct{ folder, binary string }

func (l *linear) file(shape string, n int, pid uint32) string {
	return filepath.Join(l.folder, fmt.Sprintf("%s-%d-%d.pcapng", shape, n, pid))
}

// lay writes the captures of a shape.
func (l *linear) lay(t *testing.T, shape string, n int) {
	t.Helper()
	for _, pid := range []uint32{0, 2} {
		if err := os.WriteFile(l.file(shape, n, pid), laid(shape, n, pid), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var text []byte
	for c, i := newCapture(0), 0; i < n; i++ {
		text = append(append(text, hex.Dump(c.netlink(0, c.fork(i)))...), '\n')
	}
	if err := os.WriteFile(l.file(shape, n, 0)+".txt", text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// outputs numbers what is written.
var outputs struct {
	sync.Mutex
	n int
}

// command puts files into a form.
func (l *linear) command(form, shape string, n int) []string {
	outputs.Lock()
	outputs.n++
	out := filepath.Join(l.folder, fmt.Sprint("out", outputs.n))
	outputs.Unlock()
	names := strings.NewReplacer("CAP", l.file(shape, n, 0), "OTHER", l.file(shape, n, 2), "TEXT", l.file(shape, n, 0)+".txt", "OUT", out, "FOLDER", out)
	var args []string
	for _, word := range strings.Fields(form) {
		args = append(args, names.Replace(word))
	}
	return args
}
