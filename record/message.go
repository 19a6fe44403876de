package record

import "github.com/cnwire/cnwire/codec"

// said is what the recorder itself has to know of a datagram.
type said struct {
	event  bool // it is a process event of the kernel's, or its answer to a request
	what   codec.EventType
	cpu    uint32
	stamp  uint64 // CLOCK_MONOTONIC, nanoseconds
	seq    uint32
	ack    uint32
	err    uint32 // of an answer
	exit   uint32 // exit_code of an exit
	arm    []byte // event_data
	header codec.NlMsghdr
}

// look reads a datagram of this machine's kernel. What is no process event of the
// kernel's is not looked into: who sent it counts (R17), and the socket knows,
// whatever nlmsg_pid says.
func (m *message) look() (s said) {
	const o = codec.NativeOrder
	if m.own || m.request || m.port != 0 {
		return s
	}
	n, err := s.header.Decode(o, m.data[codec.CookedSize:])
	if err != nil {
		return s
	}
	var cn codec.CnMsg
	if _, err := cn.Decode(o, m.data[codec.CookedSize+n:]); err != nil {
		return s
	}
	if cn.ID.Idx != codec.CnIdxProc || cn.ID.Val != codec.CnValProc {
		return s
	}
	var e codec.ProcEvent
	if _, err := e.Decode(o, cn.Data); err != nil {
		return s
	}
	s.event, s.what, s.cpu, s.stamp, s.arm, s.seq, s.ack = true, e.What, e.CPU, e.TimestampNs, e.Data, cn.Seq, cn.Ack
	switch e.What {
	case codec.EventNone:
		var a codec.Ack
		if _, err := a.Decode(o, e.Data); err == nil {
			s.err = a.Err
		}
	case codec.EventExit:
		var x codec.Exit
		if _, err := x.Decode(o, e.Data); err == nil {
			s.exit = x.ExitCode
		}
	}
	return s
}
