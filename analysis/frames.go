package analysis

import (
	"hash/maphash"

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
	steps   bool // tests want nothing to go the direct way
	seed    maphash.Seed
	_       [64]byte // Recall looks at what stands above while what stands below changes

	// Host is whose the packets to come are; nil where there is one host.
	Host     *host.Host
	trackers host.Per[genealogy.Tracker]
	frame    Frame
	repeated repeated // of frame
	number   uint64   // of the last frame
	r        *pcap.Reader
	memory   ByInterface[orderMemory]
	first    instant
	prev     instant
	shown    Shown
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
	f := &fs.frame
	if err := fs.r.Next(&f.Packet); err != nil {
		return nil, err
	}
	return fs.take(f), nil
}

// Feed returns a packet that the caller read as a frame, valid as that of Next and
// as long as the packet's bytes.
func (fs *Frames) Feed(p *pcap.Packet) *Frame {
	*fs.Room() = *p
	return fs.Fed()
}

// Room is where a caller may read the next packet to, and Fed returns it as a frame, as
// Feed does.
func (fs *Frames) Room() *pcap.Packet { return &fs.frame.Packet }

// Fed returns the packet in Room as a frame.
func (fs *Frames) Fed() *Frame { return fs.take(&fs.frame) }

// take does all that is done with the packet of a frame.
func (fs *Frames) take(f *Frame) *Frame {
	fs.Admit(f)
	if !fs.again(f) {
		fs.Dissect(f)
		fs.keep(f)
	}
	fs.Judge(f)
	return f
}

// Admit is the first of three steps that make a frame of its Packet, for a caller that
// has room for many: it numbers the frame, and must come in the order of frames, as
// Judge, but need not wait for that of the frames before.
func (fs *Frames) Admit(f *Frame) {
	if fs.number++; fs.number == 1 {
		fs.seed = maphash.MakeSeed()
	}
	f.Number, f.Host = fs.number, fs.Host
}

// Dissect is the second step: it takes the frame apart, of which others know nothing.
// Several goroutines may do it at once, each with a frame of its own.
func (fs *Frames) Dissect(f *Frame) {
	if fs.dissect(f) {
		fs.digest(f)
	}
}

// dissect is Dissect without the digests. It reports whether there are any yet.
func (fs *Frames) dissect(f *Frame) bool {
	f.reset()
	f.peel()
	switch {
	case !f.Netlink:
		return false
	case !fs.steps && fs.direct(f):
	case fs.ordered(f):
		fs.outline(f)
	default:
		return false // Judge does it
	}
	return true
}

// ordered finds the byte order of a frame's datagram. It reports false where that is
// for the frames before to say, and for Judge.
func (fs *Frames) ordered(f *Frame) bool {
	if fs.Order != codec.OrderUnknown {
		f.Order, f.OrderRule, f.Confidence = fs.Order, codec.OrderGiven, codec.Certain
		return true
	}
	g := codec.Detect(f.Data[f.Base:], f.wire())
	f.Order, f.OrderRule, f.Confidence = g.Order, codec.OrderDetected, g.Confidence
	return g.Order != codec.OrderUnknown
}

// outline finds the messages of a frame whose byte order is known.
func (fs *Frames) outline(f *Frame) {
	f.withMade().outline.Layout = fs.Layout
	f.datagram(f.wire())
	f.messages()
}

// digest finds what stands for the bytes of the frame's messages.
func (fs *Frames) digest(f *Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		last := &m.Spans[len(m.Spans)-1]
		m.Digest = maphash.Bytes(fs.seed, f.Data[m.Spans[0].Off:last.Off+last.Len])
	}
}

// Judge is the last step: what the frames before say of this one.
func (fs *Frames) Judge(f *Frame) {
	fs.times(f)
	if !f.Netlink {
		return
	}
	fs.remember(f)
	tracker := fs.trackers.Of(f.Host)
	for i := range f.Messages {
		m := &f.Messages[i]
		tracker.AddTo(&m.Verdict, &m.Header)
		if f.Host.Watched() && m.Timed && m.Port == 0 && m.Time != genealogy.NoTime {
			f.Host.Saw(m.CPU, m.Seq, m.Stamp, m.Time)
		}
		if fs.Answers != nil {
			m.ReplyIn = fs.Answers.of(m.Ref)
		}
	}
}

// remember gives a frame whose order nothing says that of most before it, and counts that
// of others.
func (fs *Frames) remember(f *Frame) {
	memory := fs.memory.Of(f.Interface, newOrderMemory)
	if f.Order != codec.OrderUnknown {
		memory.add(f.Order, f.OrderRule)
		return
	}
	f.Order, f.OrderRule = memory.guess(f.Interface.BigEndian)
	fs.outline(f)
	fs.digest(f)
}
