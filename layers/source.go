package layers

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// Source gives the packets of a capture file to gopacket. It is a
// gopacket.PacketDataSource and a gopacket.ZeroCopyPacketDataSource:
//
//	source := gopacket.NewPacketSource(src, src.LinkType())
//	source.NoCopy = true // ReadPacketData has made a copy already
//
// All does without gopacket.PacketSource and knows more.
//
// When the file is damaged or cut, the error comes once, behind the last packet
// that is whole, and io.EOF from then on. gopacket.PacketSource.Packets drops
// every error and would try again for ever after one that it does not know;
// io.EOF ends it, and Err still tells.
type Source struct {
	r      reader
	packet pcap.Packet
	only   pcap.LinkType // what LinkType promised
	bound  bool          // by LinkType
	ahead  bool          // LinkType has read packet, or failed with read
	read   error
	done   bool
	err    error
}

// reader is what Source needs of a *pcap.Reader.
type reader interface {
	Next(*pcap.Packet) error
	Interfaces() []*pcap.Interface
}

// NewSource returns a Source for the packets that r has left.
func NewSource(r *pcap.Reader) *Source { return &Source{r: r} }

// ErrLinkType says that gopacket cannot be told a packet's link type: its own
// type is too small for it, or the Source has promised another one.
var ErrLinkType = errors.New("link type")

const maxLinkType = pcap.LinkType(^base.LinkType(0)) // of 8 bits

// LinkType returns the link type of the capture, as a decoder for
// gopacket.NewPacketSource. From then on a packet with another one is an
// ErrLinkType, which ends the Source, instead of being decoded as what it is
// not. So is one that does not fit gopacket's type: of 8 bits, 509 is not 253. For
// captures of several link types use All.
//
// For a pcapng file it is that of the first packet, which is read for this.
func (s *Source) LinkType() base.LinkType {
	if !s.bound {
		s.only = s.firstLinkType()
		s.bound = true
	}
	if s.only > maxLinkType {
		return base.LinkTypeNull // which is never decoded: next refuses every packet
	}
	return base.LinkType(s.only)
}

// firstLinkType returns that of the next packet, or 0 if there is none.
func (s *Source) firstLinkType() pcap.LinkType {
	if all := s.r.Interfaces(); len(all) == 1 && all[0].Section == 0 { // a classic pcap
		return all[0].LinkType
	}
	s.read = s.fetch()
	s.ahead = true
	if s.read != nil {
		return 0
	}
	return s.packet.Interface.LinkType
}

// Err returns the error that ended the capture early, or nil.
func (s *Source) Err() error { return s.err }

// ReadPacketData returns the next packet, in memory of its own.
func (s *Source) ReadPacketData() ([]byte, gopacket.CaptureInfo, error) {
	data, ci, err := s.ZeroCopyReadPacketData()
	if err != nil {
		return nil, ci, err
	}
	return append([]byte(nil), data...), ci, nil
}

// ZeroCopyReadPacketData returns the next packet, whose bytes are valid until
// the next call.
func (s *Source) ZeroCopyReadPacketData() ([]byte, gopacket.CaptureInfo, error) {
	if err := s.next(); err != nil {
		return nil, gopacket.CaptureInfo{}, err
	}
	return s.packet.Data, s.info(), nil
}

// All ranges over the packets. Unlike a gopacket.PacketSource it tells a frame
// that was cut from one whose lengths are wrong, decodes each packet by the link
// type of its own interface (also LINKTYPE_LINUX_SLL, where that has netlink
// inside), and yields an error that ends the capture, with a nil packet, as the
// last. With NoCopy a packet is valid until the next one.
func (s *Source) All(o gopacket.DecodeOptions) iter.Seq2[gopacket.Packet, error] {
	return func(yield func(gopacket.Packet, error) bool) {
		for {
			err := s.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			p := gopacket.NewPacket(s.packet.Data, s.decoder(), o)
			m := p.Metadata()
			m.CaptureInfo = s.info()
			m.Truncated = m.Truncated || m.CaptureLength < m.Length
			if !yield(p, nil) {
				return
			}
		}
	}
}

// next makes s.packet the next packet.
func (s *Source) next() error {
	if err := s.fetch(); err != nil {
		return err
	}
	if t := s.packet.Interface.LinkType; s.bound && (t != s.only || t > maxLinkType) {
		return s.end(fmt.Errorf("layers: packet at byte %d of the capture: %w %d", s.packet.Offset, ErrLinkType, t))
	}
	return nil
}

// fetch reads a packet, or takes the one that LinkType has read.
func (s *Source) fetch() error {
	if s.ahead {
		s.ahead = false
		return s.read
	}
	if s.done {
		return io.EOF
	}
	if err := s.r.Next(&s.packet); err != nil {
		return s.end(err)
	}
	return nil
}

// end makes err the last error before io.EOF.
func (s *Source) end(err error) error {
	s.done = true
	if err != io.EOF {
		s.err = err
	}
	return err
}

// info describes s.packet. The index of an interface is that of its section,
// where a pcapng file has several.
func (s *Source) info() gopacket.CaptureInfo {
	return gopacket.CaptureInfo{
		Timestamp:      s.packet.Time,
		CaptureLength:  len(s.packet.Data),
		Length:         s.length(),
		InterfaceIndex: s.packet.Interface.ID,
	}
}

// length returns the original length of s.packet, which gopacket wants to be no
// less than what was captured, and where int has 32 bits no more than fits.
func (s *Source) length() int {
	return max(int(min(s.packet.Len, math.MaxInt32)), len(s.packet.Data))
}

// decoder returns what decodes s.packet.
func (s *Source) decoder() gopacket.Decoder {
	switch t := s.packet.Interface.LinkType; {
	case t == pcap.LinkTypeNetlink, t == pcap.LinkTypeLinuxSLL && isNetlink(s.packet.Data):
		return Decoder{Length: s.length()}
	case t > maxLinkType:
		return gopacket.DecodeFunc(func([]byte, gopacket.PacketBuilder) error {
			return fmt.Errorf("layers: cannot decode %w %d", ErrLinkType, t)
		})
	default:
		return base.LinkType(t)
	}
}

// isNetlink reports whether a LINKTYPE_LINUX_SLL frame is in all but the number
// a LINKTYPE_NETLINK frame (R1).
func isNetlink(frame []byte) bool {
	var h codec.Cooked
	_, err := h.Decode(codec.BigEndian, frame)
	return err == nil && h.HaType == codec.ArphrdNetlink
}
