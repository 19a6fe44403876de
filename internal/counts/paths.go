package main

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"sync"

	"github.com/google/gopacket"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// path is one way through cnwire.
type path struct {
	name  string
	units func() int // frames, or messages
	make  func() func()
}

// messages is how often one message is decoded.
const messages = 20_000

var paths = []path{
	{"codec", func() int { return messages }, decode},
	{"steps", func() int { return messages }, decodeInSteps},
	{"layers", func() int { return messages }, decodeLayers},
	{"whole", func() int { return messages }, decodeLayerWhole},
	{"pcap", frameCount, func() func() { return reading(func(*analysis.Frame) {}, false) }},
	{"frames", frameCount, func() func() { return reading(func(*analysis.Frame) {}, true) }},
	{"filter", frameCount, filtering},
	{"text", frameCount, func() func() { return printing(output.Options{Format: "text"}) }},
	{"fields", frameCount, func() func() {
		return printing(output.Options{Format: "fields", Fields: []string{"frame.number", "frame.time_epoch", "cn.seq", "cn_proc.what", "cn_proc.pid"}})
	}},
	{"jsonl", frameCount, func() func() { return printing(output.Options{Format: "jsonl"}) }},
	{"json", frameCount, func() func() { return printing(output.Options{Format: "json"}) }},
	{"stats", frameCount, counting},
	{"info", frameCount, func() func() {
		info := analysis.NewInfo()
		return reading(func(f *analysis.Frame) { info.Add(f) }, true)
	}},
	{"ps", frameCount, rebuilding},
	{"check", frameCount, checking},
}

// prepare returns the function of a path, which was called once.
func prepare(name string) func() {
	for _, p := range paths {
		if p.name == name {
			f := p.make()
			f()
			return f
		}
	}
	panic("no path " + name)
}

// capture is real traffic.
var capture = sync.OnceValue(func() []byte { return must(fs.ReadFile(corpus.FS(), "captures/amd64-6.1.192-nlmon.pcap")) })

// frameCount is how many frames it has.
var frameCount = sync.OnceValue(func() int {
	n := 0
	reading(func(*analysis.Frame) { n++ }, true)()
	return n
})

// reading reads the capture, and takes the frames apart if asked to.
func reading(each func(*analysis.Frame), apart bool) func() {
	return func() {
		r := must(pcap.NewReader(bytes.NewReader(capture())))
		var frames analysis.Frames
		frames.Open(r)
		var p pcap.Packet
		for {
			var f *analysis.Frame
			var err error
			if apart {
				f, err = frames.Next()
			} else {
				err = r.Next(&p)
			}
			if err == io.EOF {
				return
			}
			check(err)
			each(f)
		}
	}
}

func printing(o output.Options) func() {
	w := bufio.NewWriter(io.Discard)
	p := must(output.New(w, o))
	return reading(func(f *analysis.Frame) { check(p.Frame(f)) }, true)
}

func filtering() func() {
	f := must(filter.Compile(`cn_proc.what == exit && cn_proc.exit.exit_code != 0 || cn_proc.comm.comm contains "sh"`))
	chosen := 0
	return reading(func(frame *analysis.Frame) {
		if f.Match(frame) {
			chosen++
		}
	}, true)
}

func counting() func() {
	s := new(statistics.Statistics)
	return reading(func(f *analysis.Frame) { check(s.Add(f)) }, true)
}

func rebuilding() func() {
	return func() {
		t := processes.Table{Each: func(*processes.Process) error { return nil }, Lends: true}
		reading(func(f *analysis.Frame) { check(t.Add(f)) }, true)()
		check(t.Finish())
	}
}

func checking() func() {
	return func() {
		c := notes.Checker{Emit: func(*notes.Note) error { return nil }}
		reading(func(f *analysis.Frame) { check(c.Add(f)) }, true)()
		check(c.End())
	}
}

// exit is what a kernel said of the end of a process: a datagram of 76 bytes.
var exit = sync.OnceValue(func() (b []byte) {
	reading(func(f *analysis.Frame) {
		if what, ok := first(f); ok && what == codec.EventExit && b == nil {
			b = bytes.Clone(f.Data[f.Base:])
		}
	}, true)()
	if len(b) != 76 {
		panic("the capture has no such exit")
	}
	return b
})

func first(f *analysis.Frame) (codec.EventType, bool) {
	if len(f.Messages) != 1 {
		return 0, false
	}
	return f.Messages[0].What()
}

// decode is the direct way through package codec.
func decode() func() {
	var w codec.Whole
	var x codec.Exit
	return func() {
		b := exit()
		for range messages {
			if !w.Decode(codec.LittleEndian, b) {
				panic("it is not one whole event")
			}
			_, err := x.Decode(codec.LittleEndian, w.Event.Data)
			check(err)
		}
	}
}

// decodeInSteps is the way through it that any datagram can take.
func decodeInSteps() func() {
	var d codec.Datagram
	var e codec.ProcEvent
	var x codec.Exit
	return func() {
		b := exit()
		for range messages {
			d.Decode(codec.LittleEndian, b)
			check(d.Err)
			for i := range d.Messages {
				for cn, err := range codec.CnMsgs(codec.LittleEndian, d.Messages[i].Data) {
					check(err)
					_, err = e.Decode(codec.LittleEndian, cn.Data)
					check(err)
					_, err = x.Decode(codec.LittleEndian, e.Data)
					check(err)
				}
			}
		}
	}
}

func decodeLayers() func() {
	set := layers.NewBare()
	set.Order = codec.LittleEndian
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeNetlink, set)
	var decoded []gopacket.LayerType
	return func() {
		b := exit()
		for range messages {
			check(parser.DecodeLayers(b, &decoded))
		}
	}
}

func decodeLayerWhole() func() {
	whole := layers.NewBareWhole()
	whole.Given = codec.LittleEndian
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeNetlink, whole)
	var decoded []gopacket.LayerType
	return func() {
		b := exit()
		for range messages {
			check(parser.DecodeLayers(b, &decoded))
		}
	}
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
