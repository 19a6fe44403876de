package scenario

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// Trace is all that a run of a scenario left behind.
type Trace struct {
	Kernel  Kernel
	Nlmon   []Frame            // nil where there is no nlmon
	Tap     []Frame            // what package record/tap saw; nil where it did not look
	Frames  []Frame            // what it saw as nlmon's
	Sockets map[string][]Frame // what each socket received
	Records map[string][]Frame // what each recorder wrote: its own requests too, with their direction
	Log     []Line
	Racing  bool // several threads of the kernel's send to one socket: what is no event is in no order
}

// TapSuffix is behind the name of a scenario in that of what a tap saw of it.
const TapSuffix = ".tap.pcapng"

// FramesSuffix is the same for what a tap saw as nlmon shows it.
const FramesSuffix = ".frames.pcapng"

// Load reads the files of a scenario: NAME.nlmon.pcap, NAME.tap.pcapng, NAME.frames.pcapng, NAME.SOCKET.pcap,
// NAME.RECORDER.pcapng and NAME.log.jsonl in a folder.
func Load(folder fs.FS, name string, k Kernel) (*Trace, error) {
	t := &Trace{Kernel: k, Sockets: map[string][]Frame{}, Records: map[string][]Frame{}}
	order := codec.LittleEndian
	if k.BigEndian() {
		order = codec.BigEndian
	}
	b, err := fs.ReadFile(folder, name+".log.jsonl")
	if err != nil {
		return nil, err
	}
	if t.Log, err = ParseLog(b); err != nil {
		return nil, fmt.Errorf("%s.log.jsonl: %w", name, err)
	}
	files, err := fs.Glob(folder, name+".*.pcap*")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		b, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		frames, err := Frames(b, order)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch who := strings.Split(path.Base(file), ".")[1]; {
		case who == "nlmon":
			t.Nlmon = frames
		case file == name+TapSuffix:
			t.Tap = frames
		case file == name+FramesSuffix:
			t.Frames = frames
		case path.Ext(file) == ".pcapng":
			t.Records[who] = frames
		default:
			t.Sockets[who] = frames
		}
	}
	if k.Stock {
		if t.Nlmon = t.Frames; t.Tap == nil || t.Frames == nil && k.Described() {
			return nil, fmt.Errorf("%s: no tap.pcapng, or no frames.pcapng", name)
		}
		return t, nil
	}
	if t.Nlmon == nil && !k.Live {
		return nil, fmt.Errorf("%s: no nlmon.pcap", name)
	}
	return t, nil
}

// Fact returns a number that the scenario logged, or -1.
func (t *Trace) Fact(name string) int64 {
	for _, l := range t.Log {
		if l.Do == "fact" && l.Name == name {
			return l.Number
		}
	}
	return -1
}

// Facts returns every number that was logged under a name.
func (t *Trace) Facts(name string) (numbers []int64) {
	for _, l := range t.Log {
		if l.Do == "fact" && l.Name == name {
			numbers = append(numbers, l.Number)
		}
	}
	return numbers
}

// Sends returns the lines of what was sent without an error; of all sockets if
// the name is empty.
func (t *Trace) Sends(sock string) (lines []Line) {
	for _, l := range t.Log {
		if l.Do == "send" && l.Errno == 0 && (sock == "" || l.Sock == sock) {
			lines = append(lines, l)
		}
	}
	return lines
}

// Joined returns the errno of the socket's first join, or -1.
func (t *Trace) Joined(sock string) int {
	for _, l := range t.Log {
		if l.Do == "join" && l.Sock == sock {
			return l.Errno
		}
	}
	return -1
}

// Socket returns the line of a socket's opening.
func (t *Trace) Socket(name string) (line Line) {
	for _, l := range t.Log {
		if l.Do == "socket" && l.Sock == name {
			return l
		}
	}
	return line
}

// Full counts how often the socket was told ENOBUFS.
func (t *Trace) Full(sock string) (n int) {
	for _, l := range t.Log {
		if l.Do == "recv" && l.Sock == sock && l.Error == "ENOBUFS" {
			n++
		}
	}
	return n
}
