package scenario

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
)

// queue is what sends one message after the other: two captures of a run have its frames in
// one order. What is of two queues may come in any, since two CPUs send at once, and who is
// first in one capture need not be first in another.
type queue struct {
	cpu  int64 // of the kernel's process events; -1 for all else
	port uint32
	id   codec.CbID
	seq  uint32
}

// queueOf is the CPU of an event, which counts what it sends. A program sends with its
// port id. What has neither is the kernel's to a user of the connector, who is told of one
// request after the other, but of several requests as they are done.
func queueOf(f Frame) queue {
	switch {
	case f.NlPID != 0: // an event too, if it is a program's: its CPU is any
		return queue{cpu: -1, port: f.NlPID}
	case f.Event != nil:
		return queue{cpu: int64(f.Proc.CPU)}
	}
	return queue{cpu: -1, id: f.ID, seq: f.Seq}
}

// String says whose it is.
func (q queue) String() string {
	switch {
	case q.cpu >= 0:
		return fmt.Sprintf("CPU %#x", q.cpu)
	case q.port != 0:
		return fmt.Sprintf("port %d", q.port)
	}
	return fmt.Sprintf("id %d:%d, seq %d", q.id.Idx, q.id.Val, q.seq)
}
