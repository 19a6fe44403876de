package record

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record/request"
)

// SendOptions say how a request is sent and how long its answers are waited for.
type SendOptions struct {
	Within time.Duration // how long; 0 is DefaultWithin
	Enough int           // answers; 0 is one to process events, which answer once, else all that come Within
	Keep   bool          // leave the listener of a LISTEN behind: no IGNORE is sent
	Force  bool          // send what a request.Doubt is about
}

// DefaultWithin is how long answers are waited for. Those of the kernel are there
// before the request returns (2.6.39); a program may take its time.
const DefaultWithin = 2 * time.Second

const (
	// exchangeBuffer is room for some hundred answers.
	exchangeBuffer = 1 << 20
	// packetTakes is how many bytes a packet takes besides its own.
	packetTakes = 256
)

// mostKept bounds what is kept of a group in which others talk, in bytes. A test keeps
// less.
var mostKept = 16 << 20

// Exchange is a request to the kernel's connector and what came back.
type Exchange struct {
	// Packets are the request, what came, and the IGNORE, with their times and
	// directions. What came may be of others: Answers says what is not.
	Packets []pcap.Packet
	Answers []Answer
	Asked   request.Asked
	Within  time.Duration // was waited, but for
	Ended   bool          // the context had ended before
	Taken   bool          // a LISTEN, by an IGNORE
	Beyond  uint64        // messages that came when there were 16 MiB of them, and are not among the Packets
	Counted bool          // a LISTEN, and no IGNORE was sent: the kernel goes on counting (R43)

	host  Host
	iface *pcap.Interface
}

// Answer is a message that answers the request, by the rules of spec/rules.csv (R22,
// R24).
type Answer struct {
	Packet int           // which of the Packets
	After  time.Duration // since the request: by the kernel's clock where the message has its time, else by the read
	Rule   string        // its row: "ack+1"
	Says   string        // as cnwire read words it: "ack ok"
	Err    uint32        // what an answer of process events says: 0, or an errno
}

// Send sends a datagram, which is in this machine's byte order, as it is, and waits
// for answers until there are enough, its time has passed, or the context has ended.
// A LISTEN is taken back by an IGNORE then, for the kernel counts its listeners.
//
// What answers process events is read from a socket of its own, which asks for
// nothing: the one that asked is told nothing of a request with a mask, nor of an
// IGNORE (R44). A *request.Doubt is why nothing was sent. Other errors say what is
// missing, and what to do; no answer is none.
func Send(ctx context.Context, datagram []byte, o SendOptions) (e *Exchange, err error) {
	asked := request.Ask(datagram)
	if doubt := asked.Doubt(); doubt != nil && !o.Force {
		return nil, doubt
	}
	r := newRecorder(Options{ID: asked.ID, Buffer: exchangeBuffer, exchange: true})
	if asked.ID.IsProc() { // in the group as well: the kernel never frees the state of one that is not (6.6)
		if r.asks, err = openSocket(&r.o, 0); err != nil { // first, so that its port is the process's id
			return nil, err
		}
		defer r.asks.close()
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	counts := asked.Counts(hasMasks())
	r.sub.requests = requests{port: asked.PID, seq: asked.Seq}
	if err := r.ask(datagram); err != nil {
		r.sock.close()
		return nil, err
	}
	r.sub.asked = counts && !o.Keep
	e = &Exchange{Asked: asked, Within: cmp.Or(o.Within, DefaultWithin), Counted: counts && o.Keep, host: r.host, iface: r.iface}
	waiting, cancel := context.WithTimeout(ctx, e.Within)
	defer cancel()
	r.begins(waiting)
	enough := o.Enough
	if enough == 0 && asked.ID.IsProc() {
		enough = 1
	}
	err = cmp.Or(e.take(r, enough), r.Close())
	e.Ended, e.Taken = ctx.Err() != nil, r.ignore != nil
	return e, err
}

// take takes out all packets, and stops behind the last answer that is wanted.
func (e *Exchange) take(r *Recorder, enough int) error {
	frames, kept := analysis.Frames{Order: codec.NativeOrder}, 0
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		if kept += len(p.Data) + packetTakes; kept > mostKept && p.Flags.Value != outbound {
			e.Beyond++
			r.Stop()
			continue
		}
		p.Data, p.Comments = bytes.Clone(p.Data), slices.Clone(p.Comments)
		e.Packets = append(e.Packets, p)
		e.answers(frames.Feed(&p))
		if enough > 0 && len(e.Answers) >= enough {
			r.Stop()
		}
	}
	return nil
}

// answers takes a frame's messages that answer the request, which is frame 1.
func (e *Exchange) answers(f *analysis.Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if !m.IsReply() || m.Of.Frame != 1 || m.Port != 0 { // the kernel was asked, and answers itself
			continue
		}
		a := Answer{Packet: int(f.Number) - 1, After: f.Time.Sub(e.Packets[0].Time), Rule: string(m.Rule), Says: string(m.AppendSummary(nil, false))}
		if ack, ok := m.Event().(*codec.Ack); ok {
			a.Err = ack.Err
		}
		e.Answers = append(e.Answers, a)
	}
}

// Write writes the packets as a pcapng, as a recording has them.
func (e *Exchange) Write(w io.Writer, application string) error {
	out, err := pcap.NewWriter(w, pcap.WriterOptions{Format: "pcapng", Section: e.host.Section(application)})
	if err != nil {
		return err
	}
	for i := range e.Packets {
		if err := out.WritePacket(&e.Packets[i]); err != nil {
			return fmt.Errorf("record: %w", err)
		}
	}
	return out.Close()
}

// Unsent is the exchange that a datagram would begin, for who wants to look at it: its
// one packet, as of now, from a socket that there is none of.
func Unsent(datagram []byte) *Exchange {
	b := newBatch()
	b.own(datagram)
	now := time.Now()
	p := pcap.Packet{
		Data: b.messages[0].data, Time: now.UTC(), Ticks: uint64(now.UnixNano()), Len: uint32(len(b.messages[0].data)), Flags: pcap.Of(uint32(outbound)),
		Interface: &pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds, Name: "not sent"},
	}
	return &Exchange{Packets: []pcap.Packet{p}, Asked: request.Ask(datagram)}
}
