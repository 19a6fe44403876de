package codec_test

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/codec"
)

// An exit as Linux 6.18 sent it: the 76 bytes that recv returned.
func Example() {
	received, _ := hex.DecodeString("4c000000030000009c0c010000000000" + // nlmsghdr
		"01000000010000009c0c01000000000028000000" + // cn_msg
		"00000080010000002e7988e0b9030000" + // proc_event
		"e0750000e07500000000000011000000df750000df750000") // exit_proc_event

	var d codec.Datagram
	d.Decode(codec.OrderUnknown, received)
	fmt.Println("byte order:", d.Order)
	for _, m := range d.Messages {
		for cn, err := range codec.CnMsgs(d.Order, m.Data) {
			if err != nil {
				fmt.Println(err)
				return
			}
			var e codec.ProcEvent
			if _, err := e.Decode(d.Order, cn.Data); err != nil || !cn.ID.IsProc() {
				continue
			}
			ev, err := e.Event(d.Order)
			if err != nil {
				fmt.Println(err)
				return
			}
			switch ev := ev.(type) {
			case *codec.Exit:
				fmt.Printf("%v of process %d: status %d, child of %d\n", e.What, ev.Process.TGID, ev.Status(), ev.Parent.TGID)
			}
		}
	}
	if d.Err != nil { // a datagram keeps what does not decode, and says why
		fmt.Println(d.Err)
	}
	// Output:
	// byte order: little
	// PROC_EVENT_EXIT of process 30176: status 0, child of 30175
}

// A request to listen, in the order of the machine it is sent on. FixLengths
// goes from the inside to the outside.
func ExampleMessage_FixLengths() {
	for _, o := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		op := codec.McastListen
		cn := codec.CnMsg{
			ID:   codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc},
			Seq:  7,
			Ack:  100, // the answer will have 101
			Data: op.Append(o, nil),
		}
		cn.FixLengths()
		m := codec.Message{
			Header: codec.NlMsghdr{Type: codec.NlMsgDone},
			Data:   cn.Append(o, nil),
		}
		m.FixLengths()
		fmt.Printf("%-6s  %x\n", o, m.Append(o, nil))
	}
	// Output:
	// little  28000000030000000000000000000000010000000100000007000000640000000400000001000000
	// big     00000028000300000000000000000000000000010000000100000007000000640004000000000001
}

// A caller that must not allocate switches on What and keeps the values it
// decodes into.
func ExampleProcEvent_Decode() {
	data, _ := hex.DecodeString("000200000100000067a45e0bba030000" + // proc_event
		"e7750000e77500006162636465666768696a6b6c6d6e6f00") // comm_proc_event

	var e codec.ProcEvent
	var comm codec.Comm
	if _, err := e.Decode(codec.LittleEndian, data); err != nil {
		fmt.Println(err)
		return
	}
	switch e.What {
	case codec.EventComm:
		if _, err := comm.Decode(codec.LittleEndian, e.Data); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%d is now called %q\n", comm.Process.PID, comm.Comm)
	}
	// Output:
	// 30183 is now called "abcdefghijklmno"
}

// Err tells where the messages end and why; the bytes from there on are Tail.
// One whole event, directly. In the other byte order, or cut, it is none.
func ExampleWhole() {
	received, _ := hex.DecodeString("4c000000030000009c0c01000000000001000000010000009c0c01000000000028000000" + // nlmsghdr and cn_msg
		"00000080010000002e7988e0b9030000" + "e0750000e07500000000000011000000df750000df750000") // proc_event and exit
	order := codec.LittleEndian

	var w codec.Whole
	var arms codec.Arms // keeps the values that events are decoded into
	if w.Decode(order, received) {
		ev := arms.Decode(order, &w.Event)
		fmt.Println(w.Msg.Seq, w.Event.CPU, ev.What(), ev.(*codec.Exit).Process.PID)
	}
	fmt.Println(w.Decode(order.Swapped(), received), w.Decode(order, received[:75]))
	// Output:
	// 68764 1 PROC_EVENT_EXIT 30176
	// false false
}

func ExampleError() {
	cut, _ := hex.DecodeString("2800000003000000000000000000000001000000010000000700000064000000")

	var d codec.Datagram
	d.Decode(codec.LittleEndian, cut)
	fmt.Println(len(d.Messages), "messages, then", len(d.Tail), "bytes:", d.Err)

	var e *codec.Error
	if errors.As(d.Err, &e) {
		fmt.Printf("%s.%s asks for %d bytes, %d are there\n", e.Struct, e.Field, e.Need, e.Have)
	}
	if errors.Is(d.Err, codec.ErrOverrun) {
		fmt.Println("a length goes beyond what holds it")
	}
	// Output:
	// 0 messages, then 32 bytes: codec: nlmsghdr.nlmsg_len at byte 0: need 40 bytes, have 32: overrun
	// nlmsghdr.nlmsg_len asks for 40 bytes, 32 are there
	// a length goes beyond what holds it
}

// An outline shows what a snaplen left: here all but the last 36 bytes.
func ExampleOutline() {
	const wire = 76
	captured, _ := hex.DecodeString("4c000000030000009c0c010000000000" +
		"01000000010000009c0c01000000000028000000" +
		"00000080")

	var u codec.Outline
	u.Decode(codec.LittleEndian, codec.FamilyConnector, captured, wire)
	for _, s := range u.Spans {
		fmt.Printf("%2d +%-2d %v\n", s.Off, s.Len, s.Struct)
	}
	fmt.Println("cut:", u.Cut)
	// Output:
	//  0 +16 nlmsghdr
	// 16 +20 cn_msg
	// 36 +4  proc_event
	// cut: true
}

// Four bytes are enough, as long as the length on the wire is known.
func ExampleDetect() {
	fmt.Println(codec.Detect([]byte{0, 0, 0, 76}, 76))
	fmt.Println(codec.Detect([]byte{76, 0, 0, 0}, 76))
	fmt.Println(codec.Detect([]byte{0, 0, 0, 0}, 76))
	// Output:
	// {big certain}
	// {little certain}
	// {unknown none}
}
