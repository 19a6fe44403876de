package codec_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	vec "github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// examWalk names what the spans of an outline hold as the vectors do.
type examWalk struct {
	t      *testing.T
	b      []byte
	fields vec.Fields
	nl, cn int      // indexes of the current nlmsghdr, and of the current cn_msg in it
	req    int      // index of the current cn_notify_req in that
	event  bool     // the span before is of an event
	inside string   // the struct of the last payload
	rows   []string // of w1, the struct at each depth from 2 on
	count  []int    // and which of those in what it is in
}

func (w *examWalk) span(s codec.Span) {
	name := s.Struct.String()
	cnMsg := func() string { return fmt.Sprintf("nlmsg[%d].cn_msg[%d].", w.nl, w.cn) }
	event := w.event
	w.event = s.Struct.IsProcEvent() || s.Struct.IsProcArm()
	switch {
	case s.Struct == codec.StructNlMsghdr:
		w.nl, w.cn = w.nl+1, -1
		prefix := fmt.Sprintf("nlmsg[%d].", w.nl)
		w.read(s, prefix, prefix)
	case s.Struct == codec.StructCnMsg:
		w.cn, w.req = w.cn+1, -1
		w.rows, w.count = nil, nil
		w.read(s, cnMsg(), cnMsg())
	case s.Struct == codec.RawTail:
		w.raw("tail", s)
	case s.Struct == codec.RawEventData:
		w.raw(cnMsg()+"proc_event.event_data", s)
	case s.Struct == codec.RawRest && event:
		w.raw(cnMsg()+"proc_event.rest", s)
	case s.Struct == codec.RawData && len(w.rows) > 0:
		w.raw(cnMsg()+w.path(s)+"data", s)
	case strings.HasPrefix(name, "w1_"):
		w.next(s)
		w.read(s, cnMsg()+w.path(codec.Span{Depth: s.Depth + 1}), cnMsg()+w.path(s))
	case s.Struct == codec.RawData && s.Depth > 2: // counted by the struct before it
		w.raw(cnMsg()+w.inside+".data", s)
	case s.Struct == codec.RawData && w.cn >= 0:
		w.raw(cnMsg()+"data", s)
	case s.Struct.IsRaw():
		w.raw(fmt.Sprintf("nlmsg[%d].%s", w.nl, strings.ToLower(name)), s)
	case s.Struct == codec.StructNotifyReq:
		w.req++
		w.read(s, fmt.Sprintf("%scn_notify_req[%d].", cnMsg(), w.req), cnMsg())
	default:
		w.inside = name
		w.read(s, cnMsg()+name+".", cnMsg())
	}
}

// next goes to another struct of w1 at its depth.
func (w *examWalk) next(s codec.Span) {
	n, at := 0, int(s.Depth)-2
	if at < len(w.rows) {
		n = w.count[at] + 1
	}
	// What is too short for a first field is no struct of its own.
	if s.Len >= structOf(w.t, s.Struct.String()).Fields[0].Size {
		w.rows, w.count = append(w.rows[:at], s.Struct.String()), append(w.count[:at], n)
	}
}

// path names the structs of w1 that a span stands in.
func (w *examWalk) path(s codec.Span) (path string) {
	for i := range min(int(s.Depth)-2, len(w.rows)) {
		path += fmt.Sprintf("%s[%d].", w.rows[i], w.count[i])
	}
	return path
}

// read reads the fields that are whole within a span; what is left of the one
// that it ends in is cut.
func (w *examWalk) read(s codec.Span, prefix, cut string) {
	w.t.Helper()
	end := 0
	for _, f := range structOf(w.t, s.Struct.String()).Fields {
		if f.Type == spec.Union {
			break
		}
		if end = f.Offset + f.Size; end > s.Len {
			w.raw(cut+"cut", codec.Span{Off: s.Off + f.Offset, Len: s.Len - f.Offset})
			return
		}
		b := w.b[s.Off+f.Offset : s.Off+end]
		if !f.Type.Number() {
			w.fields = append(w.fields, vec.Hex(prefix+f.Name, b))
			continue
		}
		v := uint64(0)
		switch f.Size {
		case 1:
			v = uint64(b[0])
		case 2:
			v = uint64(s.Order.Uint16(b))
		case 4:
			v = uint64(s.Order.Uint32(b))
		case 8:
			v = s.Order.Uint64(b)
		}
		if shift := 64 - 8*f.Size; f.Type.Signed() {
			w.fields = append(w.fields, vec.Number(prefix+f.Name, int64(v<<shift)>>shift))
		} else {
			w.fields = append(w.fields, vec.Number(prefix+f.Name, v))
		}
	}
}

func (w *examWalk) raw(name string, s codec.Span) {
	if s.Len > 0 {
		w.fields = append(w.fields, vec.Hex(name, w.b[s.Off:s.Off+s.Len]))
	}
}
