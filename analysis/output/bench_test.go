package output_test

import (
	"bufio"
	"bytes"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// forms are what the benchmark and the count of allocations look at.
var forms = map[string]output.Options{
	"text":     {Columns: analysis.Columns{Time: "r"}},
	"colour":   {Columns: analysis.Columns{Time: "ad"}, Color: true, Width: 80},
	"5 fields": {Format: "fields", Fields: []string{"frame.time_epoch", "cn.seq", "cn_proc.what", "cn_proc.pid", "cn_proc.exit.exit_code"}},
	"jsonl":    {Format: "jsonl"},
	"dump":     {Hex: true, Columns: analysis.Columns{Time: "adoy"}},
}

// BenchmarkRead is all that the command does with a capture in memory.
func BenchmarkRead(b *testing.B) {
	capture := captures(b)["captures/amd64-6.1.192-nlmon.pcap"]
	for name, o := range forms {
		b.Run(name, func(b *testing.B) {
			w := bufio.NewWriterSize(io.Discard, 1<<16)
			p := must(output.New(w, o))(b)
			frames := new(analysis.Frames)
			open := func() { frames.Open(must(pcap.NewReader(bytes.NewReader(capture)))(b)) }
			open()
			b.ReportAllocs()
			for b.Loop() {
				f, err := frames.Next()
				for err == io.EOF {
					open()
					f, err = frames.Next()
				}
				if err == nil {
					err = p.Frame(f)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestNoAllocations counts what printing a frame allocates once the buffers
// have grown: nothing, whatever the frame.
func TestNoAllocations(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("The race detector allocates: allocations are not counted under it.")
	}
	for _, name := range []string{"captures/demo-amd64-6.1.192-nlmon.pcap", "captures/s390x-6.1.176-nlmon.pcap"} {
		frames := new(analysis.Frames)
		frames.Open(must(pcap.NewReader(bytes.NewReader(captures(t)[name])))(t))
		w := bufio.NewWriterSize(io.Discard, 1<<16)
		printers := map[string]output.Printer{}
		for form, o := range forms {
			printers[form] = must(output.New(w, o))(t)
		}
		for range 31 {
			f := must(frames.Next())(t)
			for form, p := range printers {
				p.Frame(f)
				if n := testing.AllocsPerRun(10, func() { p.Frame(f) }); n != 0 {
					t.Errorf("%s, %s, frame %d: %v allocations", form, name, f.Number, n)
				}
			}
		}
	}
}
