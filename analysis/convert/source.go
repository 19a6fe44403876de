package convert

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/hexdump"
)

// Source is what an input is.
type Source string

const (
	SourceCapture Source = "capture"
	SourceText    Source = "text" // hex dumps
	SourceRaw     Source = "raw"  // the bytes of one datagram
)

// HeadSize is how many bytes of an input SourceOf wants to see.
const HeadSize = 512

// SourceOf guesses from its first bytes what an input is. isCapture is what
// pcap.NewReader thinks of them. Text has no control characters, and the bytes
// of a datagram always have some.
func SourceOf(head []byte, isCapture bool) Source {
	if isCapture || len(head) == 0 {
		return SourceCapture
	}
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			return SourceRaw
		}
	}
	return SourceText
}

// Text copies the packets of a text. The text has no times: the first packet
// has 1970-01-01 00:00:00 UTC, and each one a microsecond more. What cannot be
// read goes to Options.Warn. Its error is as that of Capture; a text without a
// packet is one.
func (c *Converter) Text(r io.Reader) error {
	text := hexdump.NewReader(r)
	for found := false; ; found = true {
		var d hexdump.Dump
		err := text.Next(&d)
		var fault *hexdump.Error
		switch {
		case err == io.EOF && !found:
			return fmt.Errorf("neither a capture nor a hex dump: no packet is in its %d lines; %s; of another dump leave the digits alone in its lines", text.Lines(), hexdump.Accepted)
		case err == io.EOF:
			return nil
		case errors.As(err, &fault) && fault.Err != hexdump.ErrRead:
			c.warn(err)
			continue
		case err != nil:
			return err
		}
		if err := c.bytes(d.Data, d.Len, fmt.Sprintf("line %d", d.Line)); err != nil {
			return err
		}
	}
}

// Raw copies the one datagram that r holds.
func (c *Converter) Raw(r io.Reader) error {
	b, err := io.ReadAll(io.LimitReader(r, pcap.MaxSnapLen+1))
	if err != nil {
		return err
	}
	if len(b) > pcap.MaxSnapLen {
		return fmt.Errorf("over %d bytes are no datagram, and it is no capture", pcap.MaxSnapLen)
	}
	return c.bytes(b, len(b), "byte 0")
}

// bytes copies bytes that had wire in all, with the headers that they lack.
func (c *Converter) bytes(b []byte, wire int, place string) error {
	var explain analysis.Frames
	explain.Order = c.Frames.Order
	f, form := explain.Explain(b, wire)
	switch {
	case !f.HasMessage():
		c.warn(fmt.Errorf("%s: %d bytes that hold no message", place, len(b)))
	case f.Err.Err != nil:
		c.warn(fmt.Errorf("%s: malformed: %w", place, &f.Err))
	}
	if form == analysis.FormCnMsg {
		c.warn(fmt.Errorf("%s: %v: one was made", place, form))
	}
	frame := head(form, f.Order, b, wire)
	p := pcap.Packet{
		Data:      append(frame, b...),
		Len:       uint32(len(frame) + wire),
		Time:      time.UnixMicro(int64(c.result.Read)).UTC(),
		Interface: &bare,
	}
	return c.Packet(&p)
}

// bare is the interface of bytes without a capture.
var bare = pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Microseconds}

// head returns what must stand before bytes of a form to make a frame.
func head(form analysis.Form, o codec.Order, b []byte, wire int) []byte {
	if form == analysis.FormFrame {
		return nil
	}
	cooked := codec.Cooked{PacketType: codec.PacketOutgoing, HaType: codec.ArphrdNetlink, Protocol: codec.FamilyConnector}
	frame := cooked.Append(o, nil)
	if form == analysis.FormCnMsg {
		var m codec.CnMsg
		m.DecodeHead(o, b) // a cn_msg that was recognised has a head
		h := codec.NlMsghdr{Length: uint32(codec.NlMsghdrSize + wire), Type: codec.NlMsgDone, Seq: m.Seq}
		frame = h.Append(o, frame)
	}
	return frame
}
