package browser_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/browser"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// input is a capture in memory.
func input(name string, capture []byte) source.Input {
	return source.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture)), nil }}
}

func opened(t *testing.T, inputs ...source.Input) *browser.Browser {
	t.Helper()
	return testkit.Must(browser.Open(browser.Options{}, nil, func(e *source.Error) { t.Error(e) }, inputs...))(t)
}

// read is what `cnwire read -2` writes of a capture, with -V or without, and with -Y.
func read(t *testing.T, o source.Options, tree bool, inputs ...source.Input) string {
	t.Helper()
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	p := testkit.Must(output.New(w, output.Options{Tree: tree, Columns: analysis.Columns{Time: "r"}}))(t)
	subjects := new(known.State)
	o.TwoPass, o.Choose = true, subjects.Before(o.Choose)
	for f, err := range source.New(o, inputs...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		if f.Chosen {
			p.Frame(f.Frame)
		}
	}
	p.End()
	w.Flush()
	return b.String()
}

const demo = "demo-amd64-6.1.192-nlmon.pcap"

// The list is that of read, and the panes of a frame are what read -V has of it, in
// whatever order frames are asked for.
func TestPanes(t *testing.T) {
	for name, capture := range frames.Captures(t) {
		in := input(name, capture)
		b := opened(t, in)
		if b.Several() {
			t.Errorf("%s is of several hosts", name)
		}
		const most = 500 // frames of a capture
		o := source.Options{Count: uint64(min(b.Len(), most))}
		var list, trees []string
		for n := int(o.Count); n > 0; n-- {
			cells := strings.Split(b.Line(n), "\t")
			for i, c := range b.Columns() {
				if c.Hosts {
					cells[i] = ""
				}
			}
			list = append(list, strings.Join(cells, " "))
			trees = append(trees, tree(testkit.Must(b.Frame(uint64(n)))(t)))
		}
		slices.Reverse(list)
		slices.Reverse(trees)
		same(t, name+", the list", strings.Join(list, "\n"), read(t, o, false, in))
		same(t, name+", the trees", strings.Join(trees, "\n"), read(t, o, true, in))
	}
}

// tree is a frame's tree as read -V has it, but for spaces.
func tree(f *browser.Frame) string {
	var s strings.Builder
	for i, l := range f.Lines {
		switch {
		case i > 0 && l.Len > 1:
			fmt.Fprintf(&s, "%d-%d ", l.Off, l.Off+l.Len-1)
		case i > 0 && l.Len == 1:
			fmt.Fprintf(&s, "%d ", l.Off)
		}
		s.WriteString(l.Text + "\n")
	}
	return s.String()
}

// same compares texts but for spaces.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	g, w := strings.Fields(got), strings.Fields(want)
	if len(w) == 0 {
		t.Fatalf("%s: there is nothing to compare with", what)
	}
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("%s: %q, want %q", what, g[max(0, i-5):i+1], w[max(0, i-5):i+1])
		}
	}
	if len(g) != len(w) {
		t.Fatalf("%s: %d words, want %d", what, len(g), len(w))
	}
}

// A filter chooses what it chooses of read, what needs the frames before and a second
// reading included.
func TestFilter(t *testing.T) {
	in := input("demo", frames.Capture(t, demo))
	b := opened(t, in)
	for _, text := range []string{"", "cn_proc.what == exec", "cn.reply_in", "cn_proc.descendant_of == 142", "cn_proc.comm.comm contains \"a\"", "frame.number > 3 && frame.number < 7"} {
		compiled := testkit.Must(filter.Compile(text))(t)
		s := &known.State{Early: true, Context: true}
		var want []uint32
		for f, err := range source.New(source.Options{TwoPass: true, Choose: s.Before(compiled.Match)}, in).Frames() {
			if err == nil && f.Chosen {
				want = append(want, uint32(f.Number))
			}
		}
		got := testkit.Must(b.Filter(text, nil))(t)
		if !slices.Equal(got.Numbers, want) || len(want) == 0 || text != "" && len(want) == b.Len() {
			t.Errorf("%q chooses %v, want %v", text, got.Numbers, want)
		}
	}
	_, err := b.Filter("cn_proc.what == exec && cn_proc.wat", nil)
	if wrong := (*filter.Error)(nil); !errors.As(err, &wrong) || wrong.Pos != strings.Index(wrong.Text, "cn_proc.wat") || len(wrong.Near) == 0 {
		t.Errorf("%v", err)
	}
	if c := testkit.Must(b.Filter(`cn_proc.comm.comm == "a-name-that-is-too-long"`, nil))(t); len(c.Remarks) == 0 {
		t.Error("nothing is remarked of a name that the kernel cuts")
	}
}

// Of a time are the frames that were captured in it, its ends included.
func TestWindow(t *testing.T) {
	capture := frames.Capture(t, demo)
	b := opened(t, input("demo", capture))
	var at []int64
	frames.Each(t, capture, func(f *analysis.Frame) { at = append(at, f.Time.UnixNano()) })
	got := testkit.Must(b.Filter("", &browser.Window{From: at[2], To: at[5]}))(t)
	var want []uint32
	for i, n := range at {
		if n >= at[2] && n <= at[5] {
			want = append(want, uint32(i+1))
		}
	}
	if !slices.Equal(got.Numbers, want) || len(want) < 4 {
		t.Errorf("%v, want %v", got.Numbers, want)
	}
	if got := testkit.Must(b.Filter("frame.number > 4", &browser.Window{From: at[2], To: at[5]}))(t); !slices.Equal(got.Numbers, want[2:]) {
		t.Errorf("%v, want %v", got.Numbers, want[2:])
	}
}

// The filter of a line chooses its frame.
func TestSame(t *testing.T) {
	b := opened(t, input("demo", frames.Capture(t, demo)))
	seen := 0
	for n := range 12 {
		f := testkit.Must(b.Frame(uint64(n + 1)))(t)
		for _, l := range f.Lines {
			if l.Filter == "" {
				continue
			}
			seen++
			if c := testkit.Must(b.Filter(l.Filter, nil))(t); !slices.Contains(c.Numbers, uint32(f.Number)) {
				t.Errorf("frame %d, %s: not by %s", f.Number, l.Text, l.Filter)
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d lines have one", seen)
	}
}

// Frames that are not there are said, and damage leaves those before it.
func TestDamage(t *testing.T) {
	capture := frames.Capture(t, demo)
	var wrong []string
	b := testkit.Must(browser.Open(browser.Options{}, nil, func(e *source.Error) { wrong = append(wrong, e.Error()) },
		input("cut", capture[:1000]), input("none", []byte("no capture"))))(t)
	if len(wrong) != 2 || b.Len() == 0 || b.Line(b.Len()) == "" || b.Line(b.Len()+1) != "" || b.Line(0) != "" {
		t.Errorf("%d frames, %q", b.Len(), wrong)
	}
	for _, n := range []uint64{0, uint64(b.Len()) + 1} {
		if _, err := b.Frame(n); err == nil {
			t.Errorf("there is a frame %d", n)
		}
	}
	if f := testkit.Must(b.Frame(uint64(b.Len())))(t); f.Number != uint64(b.Len()) {
		t.Errorf("frame %d is %d", b.Len(), f.Number)
	}
}

// Frames far from each other are those that they are, whichever were asked for before.
func TestFar(t *testing.T) {
	var script strings.Builder
	for pid := range 1000 {
		fmt.Fprintf(&script, "fork 1 %d\n", pid+10)
	}
	var capture bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&capture, pcap.WriterOptions{Format: "pcapng"}))(t)
	for _, p := range frames.Packets(t, script.String()) {
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b := opened(t, input("many", capture.Bytes()))
	for _, n := range []uint64{1000, 1, 500, 449, 450, 700, 701, 999} {
		f := testkit.Must(b.Frame(n))(t)
		want := fmt.Sprintf("cn_proc.fork.child_pid: %d", n+9)
		if f.Number != n || !slices.ContainsFunc(f.Lines, func(l browser.Line) bool { return l.Text == want }) {
			t.Errorf("frame %d: no %s", n, want)
		}
	}
}

// A frame of very many messages shows some, and says so; all frames are there all the same.
func TestManyMessages(t *testing.T) {
	p := frames.Packets(t, "exec 7")[0]
	message := p.Data[16:] // behind the cooked header
	p.Data = append(p.Data[:16:16], bytes.Repeat(message, 700)...)
	p.Len = uint32(len(p.Data))
	var capture bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&capture, pcap.WriterOptions{Format: "pcapng"}))(t)
	for range 40 {
		w.WritePacket(&p)
	}
	w.Close()
	b := opened(t, input("much", capture.Bytes()))
	for _, n := range []uint64{40, 1, 20, 21, 5} {
		f := testkit.Must(b.Frame(n))(t)
		if last := f.Lines[len(f.Lines)-1].Text; f.Number != n || len(f.Lines) > 5000 || !strings.Contains(last, "not shown here") {
			t.Errorf("frame %d has %d lines, the last is %q", f.Number, len(f.Lines), last)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		text, first string
		from        int
	}{
		{"cn_proc.wha", "cn_proc.what", 0},
		{"frame.number == 1 && CN_PROC.EXIT.EXIT_C", "cn_proc.exit.exit_code", 21},
		{"exit_sig", "cn_proc.exit.exit_signal", 0},
		{"", "", 0},
		{"frame.number == 1", "", 17},
		{`cn_proc.comm.comm == "fram`, "", 26},
		{"nothing_like_it", "", 0},
	} {
		names, from := browser.Complete(c.text, len(c.text), 8)
		first := ""
		if len(names) > 0 {
			first = names[0].Name
		}
		if first != c.first || from != c.from || len(names) > 8 {
			t.Errorf("%q: %v from %d, want %s from %d", c.text, names, from, c.first, c.from)
		}
	}
	if names, from := browser.Complete("cn_proc.what == exec", 5, 3); len(names) != 3 || from != 0 {
		t.Errorf("in the middle: %v from %d", names, from)
	}
	browser.Complete("x", -1, 1)
	browser.Complete("x", 99, 1)
}
