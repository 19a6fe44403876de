package output_test

import (
	"bufio"
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Of a frame with the bytes of the one before -T fields prints what it prints of any: each line is that
// of a printer that printed no other, whatever the columns are and stand between, and whichever frames are printed.
func TestFieldsOfSame(t *testing.T) {
	all := []string{}
	for _, fd := range analysis.Fields() {
		all = append(all, fd.Name)
	}
	for i, o := range []output.Options{
		{Fields: []string{"frame.number", "frame.time_epoch", "cn.seq", "cn_proc.what", "cn_proc.pid"}},
		{Fields: []string{"cn_proc.pid", "frame.time_delta", "cn_proc.comm.comm", "cn.copy_of", "cn_proc.exit.exit_code"}, Output: rows.FieldOutput{Occurrence: 'l', Separator: " | ", Quote: 'd'}},
		{Fields: all, Output: rows.FieldOutput{Aggregator: ";"}},
	} {
		o.Format = "fields"
		var got bytes.Buffer
		w := bufio.NewWriter(&got)
		p := must(output.New(w, o))(t)
		n, same := 0, 0
		frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
			if n++; i > 0 && n%6 == 0 {
				return // not printed
			}
			if f.Same {
				same++
			}
			want := bytes.Buffer{}
			alone := bufio.NewWriter(&want)
			of := must(output.New(alone, o))(t)
			for _, err := range []error{p.Frame(f), w.Flush(), of.Frame(f), alone.Flush()} {
				if err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Fatalf("frame %d:\n%s\nalone:\n%s", n, got.Bytes(), want.Bytes())
			}
			got.Reset()
		})
		if same < 1000 {
			t.Errorf("%d frames have the bytes of the one before", same)
		}
	}
}
