package parallel_test

import (
	"bufio"
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// formats are outputs, each with what of it a frame before may show.
var formats = []output.Options{
	{Format: "text"},
	{Format: "text", Tree: true, Hex: true},
	{Format: "fields", Fields: []string{"frame.number", "_ws.col.Info", "cn_proc.comm.comm", "cn_proc.name", "cn_proc.pid", "cn.host", "data.data"}},
	{Format: "json"},
	{Format: "ek"},
	{Format: "jsonl"},
	{Format: "csv"},
	{Format: "csv", Fields: []string{"frame.comment", "cn.copy_of"}},
	{Format: "pdml"},
	{Format: "psml"},
}

// printed is what a Printer with so many processors writes of captures, read rounds
// times, a few frames left out; and how many frames the format skipped.
func printed(t testing.TB, processors int, o output.Options, captures [][]byte, rounds int) (string, uint64) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	if err := o.Output.Set("header=y"); err != nil {
		t.Fatal(err)
	}
	p, err := parallel.New(w, false, func(w *bufio.Writer) (parallel.Single, error) { return output.New(w, o) })
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	var files, inputs []source.Input
	for i, c := range captures {
		name := filepath.Join(folder, strconv.Itoa(i))
		if err := os.WriteFile(name, c, 0o600); err != nil {
			t.Fatal(err)
		}
		in := source.File(name)
		in.Name = strconv.Itoa(i)
		files = append(files, in)
	}
	for range rounds {
		inputs = append(inputs, files...)
	}
	var who known.State
	s := source.New(source.Options{Sequence: true, Choose: who.Before(func(f *analysis.Frame) bool { return f.Number%29 != 0 })}, inputs...)
	err = s.Each(p.Stages(func(f *source.Frame, err error) error {
		switch {
		case err != nil:
			return nil // and on behind the damage
		case f.Chosen:
			return p.Frame(f)
		}
		return p.Pass(f)
	}))
	if err = errors.Join(err, p.End(), w.Flush()); err != nil {
		t.Fatal(err)
	}
	return out.String(), p.Skipped()
}

// same compares what several processors print with what one prints.
func same(t testing.TB, o output.Options, captures [][]byte, rounds int) {
	t.Helper()
	want, skipped := printed(t, 1, o, captures, rounds)
	for _, processors := range []int{2, 8} {
		got, n := printed(t, processors, o, captures, rounds)
		if got != want || n != skipped {
			a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
			i := 0
			for i < min(len(a), len(b)) && a[i] == b[i] {
				i++
			}
			t.Errorf("%v, %d processors: %d bytes and %d skipped, want %d and %d; line %d:\n%.300q\nwant\n%.300q",
				o, processors, len(got), n, len(want), skipped, i+1, strings.Join(b[i:], "\n"), strings.Join(a[i:], "\n"))
		}
	}
}

// Every format of all captures of the corpus is the same, to the last byte, whatever the
// number of processors.
func TestSame(t *testing.T) {
	all := frames.Captures(t)
	var captures [][]byte
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if !testing.Short() || i%4 == 0 {
			captures = append(captures, all[name])
		}
	}
	for _, o := range formats {
		same(t, o, captures, 1)
	}
	if text, _ := printed(t, 2, formats[0], captures, 1); strings.Count(text, "\n") < 1000 {
		t.Errorf("the corpus has %d lines", strings.Count(text, "\n"))
	}
}

// FuzzParallel: several processors print any capture as one does.
func FuzzParallel(f *testing.F) {
	all := frames.Captures(f)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if i%5 == 0 && len(all[name]) < 1<<14 {
			f.Add(all[name], byte(i/5))
		}
	}
	f.Add(told(f), byte(0))
	f.Add(told(f), byte(6))
	f.Fuzz(func(t *testing.T, capture []byte, format byte) {
		if len(capture) > 1<<17 {
			return
		}
		rounds := min(8, 1+4000/(1+len(capture))) // that there is work for workers
		same(t, formats[int(format)%len(formats)], [][]byte{capture, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")}, rounds)
	})
}

// told is a pcapng with comments that tell of processes, a frame too large for a batch,
// and in the middle a second host, when it is known for the first time that there are two.
func told(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcapng"}))(t)
	first := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds, Comments: []string{"cnwire:1 host name=one"}}
	second := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds, Comments: []string{"cnwire:1 host name=two"}}
	n := 0
	for range 20 {
		frames.Each(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
			n++
			p := f.Packet
			if p.Interface = first; n > 300 && n%2 == 0 {
				p.Interface = second
			}
			if p.Options = (pcap.Options{}); n%3 == 0 {
				p.Comments = []string{"comm=name" + strings.Repeat("x", n%9), "seen"}
			}
			if n%100 == 0 {
				p.Data = slices.Concat(p.Data, make([]byte, 700))
				p.Len = uint32(len(p.Data))
			}
			if err := w.WritePacket(&p); err != nil {
				t.Fatal(err)
			}
		})
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What changes on the way, hosts and names, is seen by each frame as it was then.
func TestTold(t *testing.T) {
	capture := told(t)
	for _, o := range formats {
		same(t, o, [][]byte{capture}, 1)
	}
	text, _ := printed(t, 8, formats[0], [][]byte{capture}, 1)
	json, _ := printed(t, 8, formats[5], [][]byte{capture}, 1)
	if !strings.Contains(text, " two ") || !strings.Contains(json, `"host":"two"`) || !strings.Contains(json, `"comm":"namexxx"`) {
		t.Errorf("no second host, or no names:\n%.2000s\n%.2000s", text, json)
	}
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, " one ") {
		t.Errorf("there is one host so far: %s", first)
	}
}
