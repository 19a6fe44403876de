package request

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// Request is a message to a user of the connector, field by field. Its lengths
// follow from Data, whatever they are.
type Request struct {
	Header  codec.NlMsghdr
	Message codec.CnMsg
}

// New returns a request as programs send it by convention: nlmsg_type NLMSG_DONE, this
// process's id in nlmsg_pid, seq 1 and nlmsg_seq alike, and a random ack, by which its
// answer is known (R20). All else is 0.
func New(id codec.CbID, data []byte) *Request {
	return &Request{
		Header:  codec.NlMsghdr{Type: codec.NlMsgDone, Seq: 1, PID: uint32(os.Getpid())},
		Message: codec.CnMsg{ID: id, Seq: 1, Ack: rand.Uint32()>>1 + 1, Data: data}, // so that the answer's is never 0, which every event has
	}
}

// Listen returns the request that asks for process events, or for those of a mask
// (R11). A mask of 0 makes the short form, which all kernels take.
func Listen(mask codec.EventType) *Request { return proc(codec.McastListen, mask) }

// Ignore returns the request that asks for no more of them.
func Ignore(mask codec.EventType) *Request { return proc(codec.McastIgnore, mask) }

func proc(op codec.McastOp, mask codec.EventType) *Request {
	r := New(codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}, nil)
	if mask == 0 {
		r.Message.Data = op.Append(codec.NativeOrder, nil)
		return r
	}
	in := codec.ProcInput{Op: op, EventType: mask}
	r.Message.Data = in.Append(codec.NativeOrder, nil)
	return r
}

// Names are the fields that Set takes, in the order in which it wants them.
func Names() []string {
	return []string{"seq", "ack", "flags", "nlmsg_type", "nlmsg_flags", "nlmsg_seq", "nlmsg_pid", "data"}
}

// Set sets a field by its name in the table to what a text says: a number, decimal,
// or hexadecimal behind 0x; of data hexadecimal digits, with blanks and colons as you
// like. seq is nlmsg_seq as well, unless that is set behind it. An error says what is
// wrong with the text.
func (r *Request) Set(name, text string) (err error) {
	switch name {
	case "data":
		r.Message.Data, err = ParseData(text)
	case "seq":
		err = number(&r.Message.Seq, text)
		r.Header.Seq = r.Message.Seq
	case "ack":
		err = number(&r.Message.Ack, text)
	case "flags":
		err = number(&r.Message.Flags, text)
	case "nlmsg_type":
		err = number(&r.Header.Type, text)
	case "nlmsg_flags":
		err = number(&r.Header.Flags, text)
	case "nlmsg_seq":
		err = number(&r.Header.Seq, text)
	case "nlmsg_pid":
		err = number(&r.Header.PID, text)
	default:
		err = fmt.Errorf("unknown field %q: one of %s", name, strings.Join(Names(), ", "))
	}
	return err
}

// number reads a number that fits in a field.
func number[T uint16 | uint32](to *T, text string) error {
	n, err := strconv.ParseUint(text, 0, 64)
	if most := ^T(0); err != nil || n > uint64(most) {
		return fmt.Errorf("%q is no number from 0 to %d", text, most)
	}
	*to = T(n)
	return nil
}

// ParseData reads hexadecimal digits, two a byte.
func ParseData(text string) ([]byte, error) {
	digits := strings.NewReplacer(" ", "", ":", "", "\t", "", "\n", "").Replace(text)
	b, err := hex.DecodeString(strings.TrimPrefix(digits, "0x"))
	if err != nil {
		return nil, fmt.Errorf("%q: want two hexadecimal digits for each byte", text)
	}
	return b, nil
}

// Datagram returns the request in this machine's byte order, which is its kernel's,
// padded to four bytes. More data than cn_msg.len can count is an error.
func (r *Request) Datagram() ([]byte, error) {
	cn := r.Message
	if len(cn.Data) > math.MaxUint16 {
		return nil, fmt.Errorf("%d bytes of data: cn_msg.len counts %d at most", len(cn.Data), math.MaxUint16)
	}
	cn.FixLengths()
	m := codec.Message{Header: r.Header, Data: cn.Append(codec.NativeOrder, nil)}
	m.FixLengths()
	return m.Append(codec.NativeOrder, nil), nil
}
