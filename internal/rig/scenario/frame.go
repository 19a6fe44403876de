package scenario

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Frame is a frame of a capture, with what the assertions look at.
type Frame struct {
	Number int
	Time   time.Time
	Family uint16   // netlink's: 11 is the connector
	Head   string   // the cooked header
	Bytes  []byte   // the datagram
	Way    Way      // where the file says it
	Said   []string // comments

	// Of the first message, where it is the connector's and whole.
	NlPID uint32
	ID    codec.CbID
	Seq   uint32
	Ack   uint32
	Flags uint16
	Data  []byte          // behind the cn_msg, as long as its len says
	Proc  codec.ProcEvent // of id 1:1, with 40 bytes of data
	Event codec.Event     // nil for all else
}

// Way is the direction that epb_flags have; a classic pcap has none.
type Way uint32

const (
	In  Way = 1
	Out Way = 2
)

// Key tells copies of one message from other messages.
type Key struct {
	CPU, Seq    uint32
	TimestampNs uint64
}

// Key returns the key of an event or answer.
func (f *Frame) Key() Key { return Key{f.Proc.CPU, f.Seq, f.Proc.TimestampNs} }

// Connector reports whether the frame is of NETLINK_CONNECTOR.
func (f *Frame) Connector() bool { return f.Family == codec.FamilyConnector }

// Frames reads a capture whose messages are in one byte order.
func Frames(file []byte, order codec.Order) ([]Frame, error) {
	r, err := pcap.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var list []Frame
	for {
		var p pcap.Packet
		switch err := r.Next(&p); {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return nil, err
		case p.Interface.LinkType != pcap.LinkTypeNetlink || len(p.Data) < codec.CookedSize || int(p.Len) != len(p.Data):
			return nil, fmt.Errorf("frame %d: link type %d, %d of %d bytes", len(list)+1, p.Interface.LinkType, len(p.Data), p.Len)
		}
		f := Frame{Number: len(list) + 1, Time: p.Time, Family: binary.BigEndian.Uint16(p.Data[14:]), Head: string(p.Data[:codec.CookedSize]), Bytes: bytes.Clone(p.Data[codec.CookedSize:]),
			Way: Way(p.Flags.Value & 3), Said: slices.Clone(p.Comments)}
		f.decode(order)
		list = append(list, f)
	}
}

// decode fills in what the first message has.
func (f *Frame) decode(order codec.Order) {
	var d codec.Datagram
	d.Decode(order, f.Bytes)
	if !f.Connector() || len(d.Messages) == 0 {
		return
	}
	f.NlPID = d.Messages[0].Header.PID
	for cn, err := range codec.CnMsgs(order, d.Messages[0].Data) {
		if err != nil {
			return
		}
		f.ID, f.Seq, f.Ack, f.Flags, f.Data = cn.ID, cn.Seq, cn.Ack, cn.Flags, cn.Data
		break
	}
	if !f.ID.IsProc() || len(f.Data) < codec.ProcEventHeadSize {
		return
	}
	if _, err := f.Proc.Decode(order, f.Data); err == nil {
		f.Event, _ = f.Proc.Event(order)
	}
}
