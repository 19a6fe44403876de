package mold_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// forms are the outputs that are made in molds.
var forms = []output.Options{
	{Format: "json"}, {Format: "ek"},
	{Format: "json", Fields: strings.Fields("frame.time cn.seq cn_proc.pid cn_proc.exit.core data.data cn.copy_of netlink.hdr_flags.ack _ws.col.Info")},
	{Format: "ek", Fields: strings.Fields("frame.time frame.marked cn_proc.comm.comm cn_proc.exit.signal cn.reply_time netlink.hdr_len")},
}

// printer is one that keeps what it writes.
type printer struct {
	output.Printer
	w   *bufio.Writer
	out bytes.Buffer
}

func newPrinter(t testing.TB, o output.Options) *printer {
	t.Helper()
	p := new(printer)
	p.w = bufio.NewWriter(&p.out)
	p.Printer = testkit.Must(output.New(p.w, o))(t)
	return p
}

// write returns a frame, without what parts it from the frame before.
func (p *printer) write(t testing.TB, f *analysis.Frame) string {
	t.Helper()
	p.out.Reset()
	if err := p.Frame(f); err != nil {
		t.Fatal(err)
	}
	p.w.Flush()
	return strings.TrimLeft(p.out.String(), "[,\n ")
}

// writers compares what printers write that have seen frames before with what new
// ones write, which have no mold yet.
type writers struct {
	t      testing.TB
	name   string
	seen   []*printer
	frames int
}

func newWriters(t testing.TB, name string) *writers {
	w := &writers{t: t, name: name}
	for _, o := range forms {
		w.seen = append(w.seen, newPrinter(t, o))
	}
	return w
}

func (w *writers) frame(f *analysis.Frame) {
	w.t.Helper()
	w.frames++
	for i, o := range forms {
		if got, want := w.seen[i].write(w.t, f), newPrinter(w.t, o).write(w.t, f); got != want {
			w.t.Fatalf("%s, frame %d, %s %v:\n%s\nwithout a mold\n%s", w.name, f.Number, o.Format, o.Fields, got, want)
		}
	}
}

// TestCorpus: captures of kernels, read once and in two passes, and in a zone whose
// offset changes.
func TestCorpus(t *testing.T) {
	old := time.Local
	defer func() { time.Local = old }()
	time.Local = testkit.Must(time.LoadLocation("Europe/Berlin"))(t)
	most := uint64(200)
	switch {
	case testing.Short(): // under the race detector, say
		most = 50
	case testkit.Deep:
		most = 1500
	}
	for name, capture := range frames.Captures(t) {
		answers := new(analysis.Answers)
		frames.Each(t, capture, answers.Add)
		for _, with := range []*analysis.Answers{nil, answers} {
			w := newWriters(t, name)
			frames.Each(t, capture, func(f *analysis.Frame) {
				if f.Number < most {
					w.frame(f)
				}
			}, func(fs *analysis.Frames) { fs.Answers = with })
			if w.frames < 10 {
				t.Errorf("%s: %d frames", name, w.frames)
			}
		}
	}
}

// TestExam: datagrams of the exam, each with other bytes where its values are, in all
// layouts; and the streams.
func TestExam(t *testing.T) {
	set := testkit.Must(vectors.Load())(t)
	links := map[uint32][]octets.Record{}
	for i, v := range set.Vectors {
		if v.Kind == vectors.Streams {
			w := newWriters(t, v.Name)
			frames.Each(t, frames.Stream(t, &set.Vectors[i]), w.frame)
		}
		if v.Kind != vectors.Datagram || testing.Short() && i%12 != 0 || !testkit.Share(i, 3) {
			continue
		}
		b := testkit.Must(hex.DecodeString(v.Hex))(t)
		if v.Struct != "frame" {
			b = octets.Cooked(11, b)
		}
		link := cmp.Or(uint32(v.Link), 253)
		for n := range 3 {
			other := bytes.Clone(b)
			for k := 40 + n; n > 0 && k < len(b); k += 3 {
				other[k] ^= byte(k * n)
			}
			links[link] = append(links[link], octets.Record{Data: other, Sec: uint32(i / 50), Frac: uint32(i)}, octets.Record{Data: b, Sec: uint32(i)})
		}
	}
	for link, list := range links {
		capture := octets.Pcap(binary.LittleEndian, false, list...)
		binary.LittleEndian.PutUint32(capture[20:], link)
		w := newWriters(t, fmt.Sprint("link type ", link))
		frames.Each(t, capture, w.frame)
	}
}

// TestText: what a user's message says as a text stands in no other's, though their
// structs are alike.
func TestText(t *testing.T) {
	le := binary.LittleEndian
	var list []octets.Record
	for i := range 4 {
		for _, val := range []uint64{0x458, 0x457} { // 0x457 is cn_test's
			text := fmt.Appendf(nil, "counter = %d\x00", i)
			cn := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 14, "id.val": val, "seq": uint64(i)}, text))(t)
			list = append(list, octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, cn)), Sec: uint32(i)})
		}
	}
	w := newWriters(t, "texts")
	frames.Each(t, octets.Pcap(le, false, list...), w.frame)
	if w.frames != len(list) {
		t.Errorf("%d frames", w.frames)
	}
}

// TestManyKinds: more kinds than there are molds for.
func TestManyKinds(t *testing.T) {
	var list []octets.Record
	for n := range 600 {
		event := octets.Event(t, binary.BigEndian, 1, octets.Set{"child_pid": uint64(n)})
		list = append(list, octets.Record{Data: octets.Cooked(11, octets.Message(t, binary.BigEndian, octets.Set{"nlmsg_type": uint64(n % 300), "nlmsg_seq": uint64(n)}, event))})
	}
	w := newWriters(t, "many kinds")
	frames.Each(t, octets.Pcap(binary.LittleEndian, true, list...), w.frame)
}

// TestNoAllocations: a frame whose kind is known costs no memory.
func TestNoAllocations(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("The race detector allocates: allocations are not counted under it.")
	}
	list := frames.Read(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"))
	p := newPrinter(t, output.Options{Format: "json"})
	for _, f := range list {
		p.write(t, f)
		p.out.Reset()
		if n := testing.AllocsPerRun(10, func() { p.Frame(f); p.w.Flush(); p.out.Reset() }); n != 0 {
			t.Errorf("frame %d: %v allocations", f.Number, n)
		}
	}
}

// TestTold: what comments and hosts add to a tree comes and goes within a kind.
func TestTold(t *testing.T) {
	var s known.State
	w := newWriters(t, "told")
	frames.Play(t, `
		host a
		fork 1 10
		fork 1 11 | cnwire:1 task pid=11 comm=sh exe=/bin/sh
		fork 1 12
		fork 11 13
		exec 13
		exec 10
		host b
		exec 11
		fork 1 10 | a comment
		fork 1 11
		host a
		exec 11`, func(f *analysis.Frame) {
		s.Add(f)
		w.frame(f)
	})
}

// TestComesAndGoes: of one event, what the capture says around it, before an ordinary
// frame and behind it.
func TestComesAndGoes(t *testing.T) {
	list := frames.Packets(t, `
		fork 7 7
		fork 1 10
		fork 1 11
		listen
		again 4
		listen`)
	list[4].Time = list[3].Time.Add(time.Microsecond) // so that it may be the same
	demo := testkit.Must(pcap.NewReader(bytes.NewReader(frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"))))(t)
	for range 2 { // a request and its answer
		var p pcap.Packet
		if err := demo.Next(&p); err != nil {
			t.Fatal(err)
		}
		p.Data = bytes.Clone(p.Data)
		list = append(list, p)
	}
	request := list[len(list)-2].Time
	for _, p := range list[len(list)-2:] { // and another, whose seq is one more
		p.Time, p.Data = p.Time.Add(time.Second), bytes.Clone(p.Data)
		p.Data[40]++
		list = append(list, p)
	}
	variants := map[string]func(*pcap.Packet){
		"request without a time": func(p *pcap.Packet) {
			if p.Time.Equal(request) {
				p.Time = time.Time{}
			}
		},
		"none":    func(*pcap.Packet) {},
		"comment": func(p *pcap.Packet) { p.Comments = []string{"it says"} },
		"cut":     func(p *pcap.Packet) { p.Len += 40 },
		"no time": func(p *pcap.Packet) { p.Time = time.Time{} },
		"pcapng":  func(p *pcap.Packet) { p.Interface = &pcap.Interface{LinkType: 253, Section: 1, Name: "a"} },
		"another": func(p *pcap.Packet) { p.Interface = &pcap.Interface{LinkType: 253, Section: 2, Name: "b"} },
		"cooked":  func(p *pcap.Packet) { p.Interface = &pcap.Interface{LinkType: 113} },
	}
	for first, vary := range variants {
		for then, varyThen := range variants {
			w := newWriters(t, first+", then "+then)
			var frames analysis.Frames
			for i := range 3 * len(list) {
				p := list[i%len(list)]
				if i < len(list) {
					vary(&p)
				} else if i < 2*len(list) {
					varyThen(&p)
				}
				w.frame(frames.Feed(&p))
			}
		}
	}
}
