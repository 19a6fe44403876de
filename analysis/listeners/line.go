package listeners

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap/comment"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Say writes a listener into a line of a comment (record/COMMENTS.md). Its kind is
// listener.
func (l *Listener) Say(line *comment.Line) {
	add := func(key string, n uint64) { line.Add(key, strconv.FormatUint(n, 10)) }
	add("port", uint64(l.Port))
	if l.PID != 0 {
		line.Add("pid", strconv.FormatInt(int64(l.PID), 10))
	}
	if l.UID != nil {
		add("uid", uint64(*l.UID))
	}
	if l.Comm != "" {
		line.Add("comm", l.Comm)
	}
	for _, g := range l.Groups {
		add("group", uint64(g))
	}
	line.Add("state", string(l.State))
	if l.Mask != nil {
		line.Add("mask", "0x"+strconv.FormatUint(uint64(*l.Mask), 16))
	}
}

// hear reads a line of a comment: one that listened when the recording began.
func (l *Listener) hear(line *comment.Line) bool {
	port, err := strconv.ParseUint(line.Get("port"), 0, 32)
	if err != nil {
		return false
	}
	l.Port, l.State, l.Comm = uint32(port), Unknown, named(line.Get("comm"))
	switch s := State(line.Get("state")); s {
	case Listens:
		l.State, l.op = s, codec.McastListen
	case Ignores:
		l.State, l.op = s, codec.McastIgnore
	case Member:
		l.State, l.fresh = s, true
	}
	if n, err := strconv.ParseInt(line.Get("pid"), 0, 32); err == nil {
		l.PID = int32(n)
	}
	if n, err := strconv.ParseUint(line.Get("uid"), 0, 32); err == nil {
		uid := uint32(n)
		l.UID = &uid
	}
	if l.State == Listens {
		mask := uint64(allEvents())
		if text, ok := line.Lookup("mask"); ok {
			if mask, err = strconv.ParseUint(text, 0, 32); err != nil {
				return false
			}
		}
		l.Wants(uint32(mask))
	}
	return true
}

// told takes what the comments of a frame say of those that listened before it.
func (k *kernel) told(f *analysis.Frame) {
	for _, c := range f.Comments {
		for text := range comment.Lines(c) {
			line, err := comment.Parse(text)
			if err != nil {
				continue
			}
			switch line.Kind {
			case "listener":
				l := &Listener{Host: f.Host.String(), Since: genealogy.NoTime, Until: genealogy.NoTime}
				if l.hear(&line) && k.ports[l.Port] == nil && k.list(l) {
					l.chosen, l.before = k.of.chosen, true
				}
			case "counter":
				if n, err := strconv.ParseInt(line.Get("listeners"), 10, 32); err == nil {
					k.busy, k.complete, k.count = true, true, Exactly(n)
				}
			}
		}
	}
}

// named keeps as much of a name as a kernel's has room for, and a little more, and none of
// the comment around it: listeners are kept to the end of a capture.
func named(comm string) string {
	const most = 64
	return strings.Clone(comm[:min(len(comm), most)])
}
