package pdml_test

import (
	"bufio"
	"io"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// BenchmarkFrame writes the frames of a capture, which were read before.
func BenchmarkFrame(b *testing.B) {
	all := frames.Read(b, frames.Capture(b, "demo-amd64-6.1.192-nlmon.pcap"))
	w := bufio.NewWriterSize(io.Discard, 1<<16)
	for name, p := range map[string]printer{"pdml": whole(w), "psml": list(w)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := p.Frame(all[i%len(all)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
