package export

import (
	"slices"
	"strings"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// Type is what a column's values are.
type Type uint8

const (
	Int32 Type = iota
	Int64      // also what is u32 on the wire: engines differ in their care for unsigned numbers
	Bool
	Text
	Bytes
	Time // nanoseconds since 1970, UTC
)

// String returns the type by SQL's names.
func (t Type) String() string {
	return [...]string{"INTEGER", "BIGINT", "BOOLEAN", "VARCHAR", "BLOB", "TIMESTAMP_NS"}[t]
}

// Column is a column of the table. Any of its values may be missing.
type Column struct {
	Name string
	Type Type
	Doc  string
}

// The columns that stand in no struct of the table, by their place in Columns.
const (
	colCapture = iota
	colFrame
	colMsg
	colTime
	colInterface
	colOrder
	colDirection
	colKind
	colEvent
	numLeading
)

var leading = [numLeading]Column{
	colCapture:   {"capture", Text, "Name of the capture."},
	colFrame:     {"frame", Int64, "Number of the frame, from 1, over all captures that were read."},
	colMsg:       {"msg", Int32, "Number of the message in its frame, from 0."},
	colTime:      {"time", Time, "When the frame was captured."},
	colInterface: {"interface", Int64, "Number of the interface in its section, from 0."},
	colOrder:     {"byte_order", Text, "Byte order of the datagram: little or big."},
	colDirection: {"direction", Text, "Who sent it: >kernel, <kernel or ?."},
	colKind:      {"kind", Text, "request, answer, event or unknown."},
	colEvent:     {"event", Text, "The event in a word: fork, exec, exit."},
}

// The columns behind those of the structs.
const (
	colStatus = iota
	colSignal
	colCore
	colReplyTo
	colRule
	colData
	colCapLen
	colLen
	colMalformed
	numTrailing
)

var trailing = [numTrailing]Column{
	colStatus:    {"status", Int32, "Exit status, 0 to 255, of exit_code."},
	colSignal:    {"signal", Int32, "Signal that ended the process, or 0, of exit_code."},
	colCore:      {"core", Bool, "Whether a core was written, of exit_code."},
	colReplyTo:   {"reply_to", Int64, "Number of the frame with the request that the message answers."},
	colRule:      {"reply_rule", Text, "The rule that makes it a reply."},
	colData:      {"data", Bytes, "Bytes of the message that have no column."},
	colCapLen:    {"frame_cap_len", Int64, "Bytes of the frame that were captured."},
	colLen:       {"frame_len", Int64, "Bytes that the frame had."},
	colMalformed: {"malformed", Text, "What is wrong with the frame's structure."},
}

// exported are the structs whose fields are columns, by their C names. A name
// that several have is one column.
var exported = []codec.Struct{
	codec.StructNlMsghdr, codec.StructCnMsg,
	codec.StructProcEvent, codec.StructProcEventTimespec32, codec.StructProcEventTimespec64,
	codec.StructAck, codec.StructFork, codec.StructExec, codec.StructUID, codec.StructGID, codec.StructSID,
	codec.StructPtrace, codec.StructComm, codec.StructCoredump, codec.StructExit,
	codec.StructMcastOp, codec.StructProcInput,
}

// layout is the table's columns, and where the fields of each struct go.
type layout struct {
	columns []Column
	places  map[codec.Struct]map[string]int // by the C name within the struct
	after   int                             // where the trailing columns start
}

// Columns returns the columns in their order. The slice is shared: do not
// change it.
func Columns() []Column { return columns().columns }

var columns = sync.OnceValue(func() *layout {
	l := &layout{columns: slices.Clone(leading[:]), places: map[codec.Struct]map[string]int{}}
	byName := map[string]int{}
	for _, in := range exported {
		l.places[in] = map[string]int{}
		l.add(in, byName)
	}
	l.after = len(l.columns)
	l.columns = append(l.columns, trailing[:]...)
	return l
})

// add adds the fields of a struct of the table.
func (l *layout) add(in codec.Struct, byName map[string]int) {
	s, _ := spec.Default().Struct(in.String())
	for _, f := range s.Fields {
		if f.Type == spec.Union {
			continue // its arms are structs of their own
		}
		name := f.Name[strings.LastIndexByte(f.Name, '.')+1:] // id.idx
		i, known := byName[name]
		if !known {
			i = len(l.columns)
			byName[name] = i
			l.columns = append(l.columns, Column{name, typeOf(f.Type, f.Size), f.Doc})
		} else if typeOf(f.Type, f.Size) == Int64 {
			l.columns[i].Type = Int64 // tv_sec has two widths
		}
		l.places[in][name] = i
	}
}

// typeOf returns the type of a field's column.
func typeOf(t spec.Type, size int) Type {
	switch {
	case t == spec.Text:
		return Text
	case t == spec.Bytes:
		return Bytes
	case size < 4 || size == 4 && t.Signed():
		return Int32
	}
	return Int64
}
