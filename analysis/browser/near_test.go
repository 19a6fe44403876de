package browser

import (
	"bytes"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// What is kept of the frames around one is bounded by their lines, wherever it is.
func TestNear(t *testing.T) {
	p := frames.Packets(t, "exec 7")[0]
	message := p.Data[16:] // behind the cooked header
	p.Data = append(p.Data[:16:16], bytes.Repeat(message, 300)...)
	p.Len = uint32(len(p.Data))
	var capture bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&capture, pcap.WriterOptions{Format: "pcapng"}))(t)
	for range 60 {
		w.WritePacket(&p)
	}
	w.Close()
	b := testkit.Must(Open(Options{}, nil, nil, source.Input{Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture.Bytes())), nil }}))(t)
	for _, n := range []uint64{60, 1, 40} {
		f := testkit.Must(b.Frame(n))(t)
		lines := 0
		for _, near := range b.near {
			lines += len(near.Lines)
		}
		if f.Number != n || len(f.Lines) < 1000 || lines > kept+2*mostLines {
			t.Errorf("frame %d: %d lines are kept of %d frames", f.Number, lines, len(b.near))
		}
	}
}
