package convert

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/pcap"
)

// Converter copies frames into one output. Frames has the byte order and the
// layout that the user gave.
type Converter struct {
	Frames analysis.Frames

	o      Options
	out    *bufio.Writer
	w      *pcap.Writer
	result Result
	plain  map[*pcap.Interface]*pcap.Interface // interfaces without names
	file   int                                 // number of the capture that is copied
	merges bool                                // several of them into a pcapng
	input  string                              // format of the capture that is copied
	fine   bool                                // a capture has more than microseconds

	buf, swapped []byte
}

// New returns a Converter that writes to w.
func New(w io.Writer, o Options) *Converter {
	o.Frames = slices.SortedFunc(slices.Values(o.Frames), func(a, b Range) int { return cmp.Compare(a.First, b.First) })
	return &Converter{
		o: o, out: bufio.NewWriterSize(w, 1<<18),
		result: Result{NotSwapped: map[rewrite.Reason]uint64{}},
		plain:  map[*pcap.Interface]*pcap.Interface{},
	}
}

// Capture copies one capture. Its error is what ended the reading, if that was
// no clean end, or an *OutputError.
func (c *Converter) Capture(r *pcap.Reader) error {
	c.Frames.Start()
	verbatim := c.verbatim(r.Format())
	c.input = r.Format()
	var b pcap.Block
	for c.o.Count == 0 || c.result.Read < c.o.Count {
		err := r.NextBlock(&b)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			if !pcap.Resumes(err) {
				return err
			}
			c.warn(err)
			continue
		}
		if verbatim {
			err = c.copy(&b)
		} else {
			err = c.move(&b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// verbatim reports whether pieces of a capture of that format can be copied as
// they are. Not with pseudonyms: names stand in many kinds of blocks.
func (c *Converter) verbatim(format string) bool {
	same := c.o.Format == format || c.o.Format == "" && (c.o.Default == "" || classic(c.o.Default) && classic(format) || c.o.Default == format)
	return same && c.o.Anonymizer == nil
}

func classic(format string) bool { return format != "pcapng" }

func (c *Converter) warn(err error) {
	if c.o.Warn != nil {
		c.o.Warn(err)
	}
}

// copy writes a piece of the same format.
func (c *Converter) copy(b *pcap.Block) error {
	if err := c.open(b.Format, b.Interface); err != nil {
		return err
	}
	if b.Packet == nil {
		return c.wrote(c.w.WriteBlock(b))
	}
	f, ok := c.frame(b.Packet)
	if !ok {
		return nil
	}
	data, changed := c.rewrite(f)
	if changed && len(data) != len(f.Data) {
		return c.counted(c.w.WriteBlockData(b, data))
	}
	if changed {
		copy(f.Data, data) // which is a part of b.Raw: all else stays, odd padding included
	}
	return c.counted(c.w.WriteBlock(b))
}

// move writes what a piece means in another format.
func (c *Converter) move(b *pcap.Block) error {
	switch {
	case b.Packet != nil:
		return c.Packet(b.Packet)
	case b.Kind == pcap.KindStatistics:
		return c.statistics(b.Interface)
	case c.o.Anonymizer != nil, b.Continued, b.Kind == pcap.KindFileHeader, b.Kind == pcap.KindInterface:
	case b.Kind != pcap.KindSection || len(b.Raw) > bareSection:
		c.result.LeftOut.add(b)
	}
	return nil
}

// bareSection is the size of a section header block without options.
const bareSection = 28

// statistics writes what a capture says of an interface's packets and losses.
func (c *Converter) statistics(i *pcap.Interface) error {
	s := *i.Statistics
	if c.o.Anonymizer != nil {
		i, s.Comments = c.unnamed(i), nil
	} else {
		i = c.told(i)
	}
	if err := c.open("", i); err != nil {
		return err
	}
	return c.wrote(c.w.WriteStatistics(i, &s))
}

// Packet copies one packet of any source.
func (c *Converter) Packet(p *pcap.Packet) error {
	f, ok := c.frame(p)
	if !ok {
		return nil
	}
	if err := c.open("", p.Interface); err != nil {
		return err
	}
	out := *p
	out.Data, _ = c.rewrite(f)
	out.Interface = c.told(p.Interface)
	if c.o.Anonymizer != nil {
		out.Comments, out.Options, out.Interface = nil, pcap.Options{}, c.unnamed(p.Interface)
	}
	return c.counted(c.w.WritePacket(&out))
}

// counted is wrote, of a frame.
func (c *Converter) counted(err error) error {
	if err == nil {
		c.result.Written++
	}
	return c.wrote(err)
}

// wrote takes what came of writing something. What the format cannot hold is
// counted and left out; any other error ends the writing.
func (c *Converter) wrote(err error) error {
	for _, refusal := range []error{pcap.ErrLinkTypes, pcap.ErrTime, pcap.ErrSize, pcap.ErrVerbatim} {
		if errors.Is(err, refusal) {
			if c.result.Refused++; c.result.Refusal == nil {
				c.result.Refusal = err
			}
			return nil
		}
	}
	if err != nil {
		return &OutputError{err}
	}
	return nil
}

// frame takes a packet apart and reports whether it is selected.
func (c *Converter) frame(p *pcap.Packet) (*analysis.Frame, bool) {
	c.Frames.Host = c.o.Hosts.Host(c.file, p.Interface)
	f := c.Frames.Feed(p)
	c.result.Read++
	if c.o.Progress != nil {
		c.o.Progress()
	}
	if !c.o.has(f) {
		c.Frames.Hide()
		return f, false
	}
	return f, true
}

// rewrite returns the frame's bytes as they are to be written, and whether they
// are others than they were.
func (c *Converter) rewrite(f *analysis.Frame) (data []byte, changed bool) {
	data = f.Data
	if c.o.Anonymizer != nil {
		c.buf = c.o.Anonymizer.Frame(c.buf[:0], f)
		data, changed = c.buf, true
	}
	if c.o.Swap {
		g := *f // pseudonyms move nothing, so the spans still hold
		g.Data = data
		swapped, err := rewrite.Swap(c.swapped[:0], &g)
		if reason, ok := err.(rewrite.Reason); ok {
			c.result.NotSwapped[reason]++
		} else {
			data, c.swapped, changed = swapped, swapped, true
		}
	}
	if c.o.SnapLen > 0 && len(data) > c.o.SnapLen {
		data, changed = data[:c.o.SnapLen], true
	}
	return data, changed
}

// told returns an interface as it is written: of several captures that are merged
// each says whose it is. R31
func (c *Converter) told(i *pcap.Interface) *pcap.Interface {
	if !c.merges {
		return i
	}
	return c.o.Hosts.Told(c.file, i)
}

// unnamed returns an interface without anything that tells where it was.
func (c *Converter) unnamed(i *pcap.Interface) *pcap.Interface {
	if c.plain[i] == nil {
		c.plain[i] = &pcap.Interface{
			LinkType: i.LinkType, SnapLen: i.SnapLen, BigEndian: i.BigEndian, Resolution: i.Resolution, TsOffset: i.TsOffset,
			Comments: c.o.Anonymizer.Whose(i.Comments),
		}
	}
	return c.plain[i]
}
