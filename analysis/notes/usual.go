package notes

import (
	"bytes"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// usual returns the message of a frame that is one process event, or answer, as kernels send it, as
// nearly all are: a walk over its spans would look into its arm, and find nothing to note
// elsewhere. It says no where a walk may find something. TestUsual holds the two against
// each other.
func usual(f *analysis.Frame) (*analysis.Message, bool) {
	if len(f.NlMsgs) != 1 || len(f.Messages) != 1 {
		return nil, false
	}
	n, m := &f.NlMsgs[0], &f.Messages[0]
	if m.Port != 0 || n.Type != codec.NlMsgDone || n.Flags != 0 || n.Seq != m.Seq ||
		m.CN.Flags != 0 || m.CN.Length != eventSize || m.Ack != 0 || m.CPU == noCPU {
		return nil, false
	}
	s := n.Spans
	if len(s) < 3 || len(s) > 4 || s[0].Struct != codec.StructCnMsg || s[1].Struct != codec.StructProcEvent || !s[2].Struct.IsProcArm() {
		return nil, false
	}
	return m, len(s) == 3 || unused(f, m, &s[3])
}

// eventSize is the size of a proc_event.
const eventSize = 40

// unused reports whether a span is the union of an event behind its arm, all zero.
func unused(f *analysis.Frame, m *analysis.Message, s *codec.Span) bool {
	end := m.Spans[0].Off + codec.CnMsgSize + int(m.CN.Length)
	return s.Struct == codec.RawRest && s.Off < end && s.Len <= len(zeros) && bytes.Equal(f.Data[s.Off:s.Off+s.Len], zeros[:s.Len])
}

var zeros [eventSize]byte
