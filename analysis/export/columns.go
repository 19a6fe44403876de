package export

import (
	"slices"
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

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

var leading = [numLeading]rows.Column{
	colCapture:   {Name: "capture", Type: rows.Text, Doc: "Name of the capture."},
	colFrame:     {Name: "frame", Type: rows.Integer, Doc: "Number of the frame, from 1, over all captures that were read."},
	colMsg:       {Name: "msg", Type: rows.Integer, Narrow: true, Doc: "Number of the message in its frame, from 0."},
	colTime:      {Name: "time", Type: rows.Time, Form: rows.RFC3339N, Doc: "When the frame was captured."},
	colInterface: {Name: "interface", Type: rows.Integer, Doc: "Number of the interface in its section, from 0."},
	colOrder:     {Name: "byte_order", Type: rows.Text, Doc: "Byte order of the datagram: little or big."},
	colDirection: {Name: "direction", Type: rows.Text, Doc: "Who sent it: >kernel, <kernel or ?."},
	colKind:      {Name: "kind", Type: rows.Text, Doc: "request, answer, event or unknown."},
	colEvent:     {Name: "event", Type: rows.Text, Doc: "The event in a word: fork, exec, exit."},
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
	colHost
	colName
	colFacts
	colPPID        = colFacts + int(who.NumFacts)
	colParentName  = colPPID + 1
	colParentFacts = colParentName + 1
	colLife        = colParentFacts + int(who.NumFacts)
	colAge         = colLife + 1
	colForkToExec  = colLife + 2
	colAncestors   = colLife + 3
	colSenderPort  = colLife + 4
	colSenderPID   = colSenderPort + 1
	colSenderUID   = colSenderPort + 2
	colSenderGID   = colSenderPort + 3
	colSenderComm  = colSenderPort + 4
	colGroup       = colSenderPort + 5
	colDelivered   = colSenderPort + 6
	colCausedBy    = colSenderPort + 7
	numTrailing    = colSenderPort + 8
)

var trailing = withFacts([numTrailing]rows.Column{
	colStatus:    {Name: "status", Type: rows.Integer, Narrow: true, Doc: "Exit status, 0 to 255, of exit_code."},
	colSignal:    {Name: "signal", Type: rows.Integer, Narrow: true, Doc: "Signal that ended the process, or 0, of exit_code."},
	colCore:      {Name: "core", Type: rows.Bool, Doc: "Whether a core was written, of exit_code."},
	colReplyTo:   {Name: "reply_to", Type: rows.Integer, Doc: "Number of the frame with the request that the message answers."},
	colRule:      {Name: "reply_rule", Type: rows.Text, Doc: "The rule that makes it a reply."},
	colData:      {Name: "data", Type: rows.Bytes, Doc: "Bytes of the message that have no column."},
	colCapLen:    {Name: "frame_cap_len", Type: rows.Integer, Doc: "Bytes of the frame that were captured."},
	colLen:       {Name: "frame_len", Type: rows.Integer, Doc: "Bytes that the frame had."},
	colMalformed: {Name: "malformed", Type: rows.Text, Doc: "What is wrong with the frame's structure."},
	colHost:      {Name: "host", Type: rows.Text, Doc: "Whose message it is: the host that the capture names, else the file, or what --host-by says."},

	colName:       {Name: "name", Type: rows.Text, Doc: "What is known by then of the process that the event is about: what the last COMM or a comment called it."},
	colPPID:       {Name: "ppid", Type: rows.Integer, Narrow: true, Doc: "Its first parent that is known."},
	colSenderPort: {Name: "sender_port", Type: rows.Integer, Doc: "By a comment: the port id of the socket that sent it."},
	colSenderPID:  {Name: "sender_pid", Type: rows.Integer, Narrow: true, Doc: "By a comment: the process that sent it."},
	colSenderUID:  {Name: "sender_uid", Type: rows.Integer, Doc: "By a comment: the user id of that process."},
	colSenderGID:  {Name: "sender_gid", Type: rows.Integer, Doc: "By a comment: the group id of that process."},
	colSenderComm: {Name: "sender_comm", Type: rows.Text, Doc: "By a comment: the name of that process."},
	colGroup:      {Name: "sent_to_group", Type: rows.Integer, Doc: "By a comment: the group that it was sent to; of a request, beside the kernel."},
	colDelivered:  {Name: "delivered", Type: rows.Bool, Doc: "By a comment: whether somebody was there to receive it."},
	colCausedBy:   {Name: "caused_by", Type: rows.Integer, Narrow: true, Doc: "By a comment: the thread that was running when the kernel sent it."},
	colParentName: {Name: "parent_name", Type: rows.Text, Doc: "What is known by then of that parent: its name."},

	colLife:       {Name: "life", Type: rows.Integer, Narrow: true, Doc: "With --context: which of the lives of its pid the event is of, from 1, among those that were seen."},
	colAge:        {Name: "age_ns", Type: rows.Integer, Doc: "With --context: nanoseconds since the FORK of the process."},
	colForkToExec: {Name: "fork_to_exec_ns", Type: rows.Integer, Doc: "With --context: nanoseconds from the FORK of the process to its first EXEC, from that EXEC on."},
	colAncestors:  {Name: "ancestors", Type: rows.Text, Doc: "With --context: the processes that it descends from, its parent first, with commas between them; at most 64."},
})

// withFacts adds the columns of what comments said.
func withFacts(c [numTrailing]rows.Column) [numTrailing]rows.Column {
	for k := range who.NumFacts {
		c[colFacts+int(k)] = rows.Column{Name: k.String(), Type: rows.Text, Doc: "Of the process, by a comment: " + k.Doc()}
		c[colParentFacts+int(k)] = rows.Column{Name: "parent_" + k.String(), Type: rows.Text, Doc: "Of its parent, by a comment: " + k.Doc()}
	}
	return c
}

// exported are the structs whose fields were columns from the start, by their C
// names. A name that several have is one column. What the table has got since
// stands behind all others, for columns are only ever added at the end.
var exported = []codec.Struct{
	codec.StructNlMsghdr, codec.StructCnMsg,
	codec.StructProcEvent, codec.StructProcEventTimespec32, codec.StructProcEventTimespec64,
	codec.StructAck, codec.StructFork, codec.StructExec, codec.StructUID, codec.StructGID, codec.StructSID,
	codec.StructPtrace, codec.StructComm, codec.StructCoredump, codec.StructExit,
	codec.StructMcastOp, codec.StructProcInput,
}

// layout is the table's columns, and where the fields of each struct go.
type layout struct {
	schema rows.Schema
	places map[codec.Struct]map[string]int // by the C name within the struct
	after  int                             // where the trailing columns start
	text   int                             // what data says that is text
	hostID int                             // where whose it is stands as in the other tables; the boot is behind it, and then the stream
}

var columns = sync.OnceValue(func() *layout {
	l := &layout{schema: rows.Schema{Name: "message", Columns: slices.Clone(leading[:])}, places: map[codec.Struct]map[string]int{}}
	byName := map[string]int{}
	for _, in := range exported {
		l.add(in, byName, "")
	}
	l.after = len(l.schema.Columns)
	l.schema.Columns = append(l.schema.Columns, trailing[:]...)
	for in := codec.StructNone; in < codec.NumStructs; in++ {
		if in.IsProcArm() && l.places[in] == nil {
			l.add(in, byName, "")
		}
	}
	for in := codec.StructNone; in < codec.NumStructs; in++ {
		if prefix := ofUser(in); prefix != "" {
			l.add(in, byName, prefix)
		}
	}
	l.add(codec.StructCtlMsg, byName, "ctl_msg_") // behind those that came before it
	l.text = len(l.schema.Columns)
	l.schema.Columns = append(l.schema.Columns, rows.Column{Name: "text", Type: rows.Text, Doc: "What data says of a user whose messages are text, as cn_test's."})
	l.hostID = len(l.schema.Columns)
	l.schema.Columns = append(l.schema.Columns, own("")[ownHostID:ownBoot+1]...)
	l.schema.Columns = append(l.schema.Columns, streamColumn)
	return l
})

// ofUser returns what the columns of a struct begin with that a message of another
// user than the process events may start with: its prefix in filters without cn_, as
// names like seq and flags are in all of them. Nothing is for all other structs.
func ofUser(in codec.Struct) string {
	for _, p := range spec.Default().Payloads() {
		if p.Struct.Name == in.String() && p.In == "" && p.User != "cn_proc" && p.User != "connector notifier" {
			return strings.TrimPrefix(p.Struct.Prefix, "cn_") + "_"
		}
	}
	return ""
}

// add adds the fields of a struct of the table.
func (l *layout) add(in codec.Struct, byName map[string]int, prefix string) {
	l.places[in] = map[string]int{}
	s, _ := spec.Default().Struct(in.String())
	for _, f := range s.Fields {
		if f.Type == spec.Union || f.Type == spec.Pad {
			continue // arms are structs of their own, and gaps mean nothing
		}
		member := f.Name[strings.LastIndexByte(f.Name, '.')+1:] // id.idx
		name := prefix + member
		i, known := byName[name]
		kind, narrow := typeOf(f.Type, f.Size)
		if !known {
			i = len(l.schema.Columns)
			byName[name] = i
			l.schema.Columns = append(l.schema.Columns, rows.Column{Name: name, Type: kind, Narrow: narrow, Doc: f.Doc})
		} else if !narrow {
			l.schema.Columns[i].Narrow = false // tv_sec has two widths
		}
		l.places[in][member] = i
	}
}

// typeOf returns the type of a field's column. What is u32 on the wire has 64
// bits: engines differ in their care for unsigned numbers. u64 has no other.
func typeOf(t spec.Type, size int) (kind rows.Kind, narrow bool) {
	switch t {
	case spec.Text:
		return rows.Text, false
	case spec.Bytes:
		return rows.Bytes, false
	}
	if size == 8 && !t.Signed() {
		return rows.Unsigned, false
	}
	return rows.Integer, size < 4 || size == 4 && t.Signed()
}
