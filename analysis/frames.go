package analysis

import (
	"cmp"
	"hash/maphash"
	"time"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Frames reads captures into frames, one at a time and in constant memory.
type Frames struct {
	// Order overrides the byte order of every datagram, unless OrderUnknown.
	Order codec.Order
	// Layout overrides the form of proc_event (SPEC.md R9).
	Layout codec.ProcLayout
	// Answers, of a reading before, tells the replies to come.
	Answers *Answers
	// Host is whose the packets to come are; nil where there is one host.
	Host *host.Host
	// Into is where the next frame is made, in the room that the one there had; nil is
	// the same place for all.
	Into *Frame

	trackers host.Per[genealogy.Tracker]
	seed     maphash.Seed

	frame  Frame
	number uint64 // of the last frame
	r      *pcap.Reader
	memory ByInterface[orderMemory]
	first  instant
	prev   instant
	shown  instant // of the last frame that was not hidden
	before instant // what shown was before the frame at hand
}

// Open starts on a capture. Frame numbers and times go on from the one before.
func (fs *Frames) Open(r *pcap.Reader) {
	fs.r = r
	fs.Start()
}

// Start forgets the byte orders of the capture before, for a caller that reads
// captures itself and hands their packets to Feed.
func (fs *Frames) Start() { fs.memory = ByInterface[orderMemory]{} }

// Next returns the next frame, valid until the next one is made in its place; its errors are those
// of pcap.Reader.Next: io.EOF at a clean end, else what is wrong with the file.
func (fs *Frames) Next() (*Frame, error) {
	f := cmp.Or(fs.Into, &fs.frame)
	if err := fs.r.Next(&f.Packet); err != nil {
		return nil, err
	}
	return fs.take(f), nil
}

// Feed returns a packet that the caller read as a frame, valid as that of Next and
// as long as the packet's bytes.
func (fs *Frames) Feed(p *pcap.Packet) *Frame {
	f := cmp.Or(fs.Into, &fs.frame)
	f.Packet = *p
	return fs.take(f)
}

// take numbers the frame at hand and takes it apart.
func (fs *Frames) take(f *Frame) *Frame {
	fs.number++
	f.Number, f.Host = fs.number, fs.Host
	fs.times(f)
	fs.dissect(f)
	if f.Number == 1 {
		fs.seed = maphash.MakeSeed()
	}
	f.messages(fs.judge)
	return f
}

// judge asks the genealogy about a message.
func (fs *Frames) judge(m *Message) {
	last := m.Spans[len(m.Spans)-1]
	m.Digest = maphash.Bytes(fs.seed, m.frame.Data[m.Spans[0].Off:last.Off+last.Len])
	fs.trackers.Of(fs.Host).AddTo(&m.Verdict, &m.Header)
	if fs.Host.Watched() && m.Timed && m.Port == 0 && m.Time != genealogy.NoTime {
		fs.Host.Saw(m.CPU, m.Seq, m.Stamp, m.Time)
	}
	if fs.Answers != nil {
		m.ReplyIn = fs.Answers.of(m.Ref)
	}
}

// times counts from the first frame and from the one before. As in tshark, one
// of them that has no time counts as 1970, and it has no relative times itself.
func (fs *Frames) times(f *Frame) {
	at := instant{known: true}
	if f.HasTime() {
		at.sec, at.nsec = f.Time.Unix(), int64(f.Time.Nanosecond())
	}
	if f.Number == 1 {
		fs.first, fs.prev = at, at
	}
	f.Relative, f.Delta, f.Shown = at.since(fs.first), at.since(fs.prev), at.since(fs.shown)
	fs.prev, fs.before, fs.shown = at, fs.shown, at
	if !f.HasTime() {
		f.Relative, f.Delta, f.Shown = 0, 0, 0
	}
}

// instant is a time since 1970. With time.Time and its Sub three differences cost
// more than all else that is done with times.
type instant struct {
	sec, nsec int64
	known     bool
}

// since is how long after another it is, as Sub has it where a Duration does not
// hold it; 0 where the other is not known.
func (at instant) since(from instant) time.Duration {
	const far = 1 << 33 // seconds: more than that, a Duration may not hold
	switch sec := at.sec - from.sec; {
	case !from.known:
		return 0
	case sec > -far && sec < far:
		return time.Duration(sec*1e9 + at.nsec - from.nsec)
	}
	return time.Unix(at.sec, at.nsec).Sub(time.Unix(from.sec, from.nsec))
}

// Hide says that the last frame is not shown: the time of the next one does not
// count from it.
func (fs *Frames) Hide() { fs.shown = fs.before }

// dissect takes the frame apart.
func (fs *Frames) dissect(f *Frame) {
	f.Spans, f.NlMsgs, f.Messages, f.Fragments = f.Spans[:0], f.NlMsgs[:0], f.Messages[:0], f.Fragments[:0]
	f.eventOf = genealogy.Ref{}
	f.Err = codec.Error{}
	f.Netlink, f.NotNetlink, f.Repairs = false, "", 0
	f.Family, f.PacketType, f.Base = 0, 0, 0
	f.Order = codec.OrderUnknown
	f.peel()
	if !f.Netlink {
		return
	}
	b := f.Data[f.Base:]
	wire := max(int(min(int64(f.Len), maxWire))-f.Base, len(b))
	f.Order, f.OrderRule, f.Confidence = fs.memory.Of(f.Interface, newOrderMemory).decide(fs.Order, f.Interface.BigEndian, b, wire)
	f.outline.Layout = fs.Layout
	f.datagram(wire)
}
