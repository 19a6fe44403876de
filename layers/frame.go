package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// frame walks over a datagram, from one struct to the next, along the spans of
// codec.Outline: they say where each struct is, and how much of it. A datagram that
// is one whole process event has no outline: direct.go.
type frame struct {
	outline   codec.Outline
	whole     codec.Whole
	direct    bool // whole has all of it, and there is no outline
	datagram  []byte
	rule      codec.OrderRule
	order     codec.Order
	next      int // index of the span that is decoded next
	dataEnd   int // where the data of the last cn_msg ends, going by its len
	wireKnown bool
	cut       bool               // the capture cut it, as far as it was decoded
	ahead     gopacket.LayerType // of the layer behind the one that was read last
	left      []byte             // that one and all behind it
	arms      *codec.Arms        // values to decode arms into; nil allocates them
}

// unknownWire stands for the original length of a datagram when nobody told it:
// more than any has, so that one which seems too short counts as cut, and less
// than what a small length says in the wrong byte order.
const unknownWire = 1 << 24

// noWire is the original length of a datagram that nobody told.
const noWire = -1

// wireLength returns that of a datagram behind a header, from what the caller
// says of the frame, where 0 is not known.
func wireLength(frame, header int) int {
	if frame == 0 {
		return noWire
	}
	return max(frame-header, 0) // outlines raise it to what was captured
}

// start decodes the cooked header of a frame, which had length bytes before it
// was captured, 0 if that is not known, and starts on the datagram behind it.
func (f *frame) start(c *Cooked, given codec.Order, data []byte, length int, df gopacket.DecodeFeedback) error {
	if err := c.decode(data); err != nil {
		return f.short(data, length, df, err)
	}
	f.open(given, c.Protocol, c.Payload, wireLength(length, codec.CookedSize), df)
	c.next = f.nextType()
	return nil
}

// startBare starts on a datagram of the connector that has no cooked header.
func (f *frame) startBare(given codec.Order, data []byte, length int, df gopacket.DecodeFeedback) error {
	if len(data) < codec.NlMsghdrSize {
		var h codec.NlMsghdr
		_, err := h.Decode(codec.LittleEndian, data)
		return f.short(data, length, df, err)
	}
	f.open(given, FamilyConnector, data, wireLength(length, 0), df)
	return nil
}

// open starts on a datagram, of which wire bytes were sent, or noWire.
func (f *frame) open(given codec.Order, family Family, datagram []byte, wire int, df gopacket.DecodeFeedback) {
	f.datagram = datagram
	f.order, f.rule = decideOrder(given, datagram, wire)
	f.wireKnown = wire != noWire
	f.next, f.dataEnd, f.cut = 0, 0, false
	if f.direct = family == FamilyConnector && wire <= len(datagram) && f.isWhole(); !f.direct {
		f.openOutline(family, wire, df)
	}
}

// openOutline starts on any datagram.
func (f *frame) openOutline(family Family, wire int, df gopacket.DecodeFeedback) {
	if !f.wireKnown {
		wire = unknownWire
	}
	f.outline.Decode(f.order, uint16(family), f.datagram, wire)
	if f.wireKnown && f.outline.Cut {
		f.setCut(df)
	}
}

func (f *frame) setCut(df gopacket.DecodeFeedback) {
	f.cut = true
	df.SetTruncated()
}

// short returns the error about data in which the first struct does not fit.
func (f *frame) short(data []byte, length int, df gopacket.DecodeFeedback, err error) error {
	if length == 0 || length > len(data) {
		f.setCut(df)
	}
	return err
}

// err returns what is wrong with the datagram, or nil.
func (f *frame) err() error {
	if f.direct || f.outline.Err.Err == nil {
		return nil
	}
	e := f.outline.Err
	if e.Field == "nlmsg_len" && e.Err == codec.ErrOverrun && !f.wireKnown {
		e.Have = len(f.datagram) - e.Offset
	}
	return &e
}

// span returns the next span, or nil. Spans are not copied: they would be several times
// for each layer.
func (f *frame) span() *codec.Span {
	if f.next < len(f.outline.Spans) {
		return &f.outline.Spans[f.next]
	}
	return nil
}

// take returns the next span, which there is, and passes it.
func (f *frame) take() *codec.Span {
	f.next++
	return &f.outline.Spans[f.next-1]
}

// skip passes the bytes that earlier layers have as fields: Pad and Trailer.
func (f *frame) skip() {
	for s := f.span(); s != nil && (s.Struct == codec.RawPad || s.Struct == codec.RawRest); s = f.span() {
		f.next++
	}
}

// nextType returns the type of the layer that is decoded next, LayerTypeZero
// where the frame ends or no struct can follow.
func (f *frame) nextType() gopacket.LayerType {
	if f.direct {
		return f.nextWhole()
	}
	s := f.span()
	if s == nil || s.Struct == codec.RawTail {
		return gopacket.LayerTypeZero
	}
	if own := &ownLayers[s.Struct]; own.size > 0 && s.Len >= own.size {
		return own.layer
	}
	return LayerTypeData
}

// ownLayers are the layers of structs that have one of their own, and the bytes
// that it needs.
var ownLayers = [codec.NumStructs]struct {
	layer gopacket.LayerType
	size  int
}{
	codec.StructNlMsghdr:  {LayerTypeNetlink, codec.NlMsghdrSize},
	codec.StructCnMsg:     {LayerTypeConnector, codec.CnMsgSize},
	codec.StructProcEvent: {LayerTypeProcEvent, codec.ProcEventHeadSize},
	codec.StructMcastOp:   {LayerTypeControl, codec.McastOpSize},
	codec.StructProcInput: {LayerTypeControl, codec.ProcInputSize},
}

// parts sets a layer's bytes, from to, and behind them all that is left of the
// datagram from the struct that is decoded next, whose type it returns.
func (f *frame) parts(l *base.BaseLayer, from, to int) gopacket.LayerType {
	f.skip()
	l.Contents, f.left = f.datagram[from:to:to], nil
	if s := f.span(); s != nil {
		f.left = f.datagram[s.Off:]
	}
	l.Payload, f.ahead = f.left, f.nextType()
	return f.ahead
}

// bytes returns the bytes of a span.
func (f *frame) bytes(s *codec.Span) []byte { return f.datagram[s.Off : s.Off+s.Len : s.Off+s.Len] }
