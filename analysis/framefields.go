package analysis

import (
	"cmp"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/pcap"
)

// encaps are Wireshark's numbers for the link types that carry netlink
// (WTAP_ENCAP_NETLINK, _SLL and _SLL2), which tshark prints as
// frame.encap_type.
var encaps = map[pcap.LinkType]uint64{
	pcap.LinkTypeNetlink:   158,
	pcap.LinkTypeLinuxSLL:  25,
	pcap.LinkTypeLinuxSLL2: 210,
}

// frameFields are the fields of the capture around a datagram, by tshark's
// names and in its forms.
func frameFields() []*Field {
	return []*Field{
		frameNumber("frame.number", "Number of the frame, from 1.", func(f *Frame) uint64 { return f.Number }),
		frameNumber("frame.len", "Bytes that the frame had on the wire.", func(f *Frame) uint64 { return uint64(f.Len) }),
		frameNumber("frame.cap_len", "Bytes of the frame that were captured.", func(f *Frame) uint64 { return uint64(len(f.Data)) }),
		frameDuration("frame.time_relative", "Seconds since the first frame.", func(f *Frame) time.Duration { return f.Relative }),
		frameDuration("frame.time_delta", "Seconds since the frame before.", func(f *Frame) time.Duration { return f.Delta }),
		frameDuration("frame.time_delta_displayed", "Seconds since the frame displayed before.", func(f *Frame) time.Duration { return f.Shown }),
		frameDuration("frame.offset_shift", "Seconds that the times were moved by: always 0.", func(*Frame) time.Duration { return 0 }),
		frameBit("frame.marked", "Whether a user marked the frame: never."),
		frameBit("frame.ignored", "Whether a user ignored the frame: never."),
		frameMoment("frame.time", Time, "When the frame was captured."),
		frameMoment("frame.time_epoch", Epoch, "When the frame was captured, in seconds since 1970."),
		ofFrame("frame.encap_type", Uint, 16, "Link type, in Wireshark's numbers: 158 is netlink.", encapType),
		ofFrame("frame.protocols", Text, 0, "What tshark 4.0 finds in the frame: netlink, and data for each payload.", protocols),
		ofFrame("frame.interface_name", Text, 0, "Name of the interface, else its description or hardware, else unknown; a classic pcap has none.", interfaceName),
		ofFrame("frame.section_number", Uint, 32, "Number of the section, from 1; a classic pcap has none.", sectionNumber),
		derived("frame.comment", Text, 0, "Comments on the frame; a classic pcap has none.", comments),
	}
}

// derived makes a field of a function that appends values without a Field.
func derived(name string, k Kind, bits int, doc string, values func(*Frame, []Value) []Value) *Field {
	fd := &Field{Name: name, Kind: k, Bits: bits, Doc: doc}
	fd.derive = func(f *Frame, dst []Value) []Value {
		n := len(dst)
		dst = values(f, dst)
		for i := n; i < len(dst); i++ {
			dst[i].Field = fd
		}
		return dst
	}
	return fd
}

// ofFrame makes a field with at most one value a frame.
func ofFrame(name string, k Kind, bits int, doc string, value func(*Frame) (Value, bool)) *Field {
	return derived(name, k, bits, doc, func(f *Frame, dst []Value) []Value {
		if v, ok := value(f); ok {
			dst = append(dst, v)
		}
		return dst
	})
}

// inPlace makes a field with at most one value a frame, which set fills in where it stays: a Value is
// large, and these are the fields that most ask for.
func inPlace(name string, k Kind, bits int, doc string, set func(*Frame, *Value) bool) *Field {
	fd := &Field{Name: name, Kind: k, Bits: bits, Doc: doc}
	fd.derive = func(f *Frame, dst []Value) []Value {
		dst = append(dst, Value{})
		v := &dst[len(dst)-1]
		if v.Field = fd; !set(f, v) {
			return dst[:len(dst)-1]
		}
		return dst
	}
	return fd
}

func frameNumber(name, doc string, get func(*Frame) uint64) *Field {
	fd := inPlace(name, Uint, 32, doc, func(f *Frame, v *Value) bool { v.Num = get(f); return true })
	fd.text = func(f *Frame, dst []byte) []byte { return digits.AppendUint(dst, get(f)) }
	return fd
}

// frameBit makes a field that Wireshark's users can set and that is 0 here.
func frameBit(name, doc string) *Field {
	return ofFrame(name, Uint, 1, doc, func(*Frame) (Value, bool) { return Value{}, true })
}

func frameDuration(name, doc string, get func(*Frame) time.Duration) *Field {
	return ofFrame(name, Duration, 0, doc, func(f *Frame) (Value, bool) { return Value{Num: uint64(get(f))}, f.HasTime() })
}

func frameMoment(name string, k Kind, doc string) *Field {
	fd := inPlace(name, k, 0, doc, func(f *Frame, v *Value) bool {
		v.Num, v.Nsec = uint64(f.Time.Unix()), uint32(f.Time.Nanosecond())
		return f.HasTime()
	})
	if k == Epoch {
		fd.text = func(f *Frame, dst []byte) []byte {
			if !f.HasTime() {
				return dst
			}
			return appendSeconds(dst, f.Time.Unix(), uint32(f.Time.Nanosecond()), 9)
		}
	}
	return fd
}

func encapType(f *Frame) (Value, bool) {
	n, ok := encaps[f.Interface.LinkType]
	return Value{Num: n}, ok
}

// interfaceName answers as tshark does: where a pcapng names no interface, its
// description or hardware stands in.
func interfaceName(f *Frame) (Value, bool) {
	i := f.Interface
	name := cmp.Or(i.Name, i.Description, i.Hardware, "unknown")
	return Value{Text: untilNUL(name)}, i.Section != 0
}

// untilNUL cuts a text of a file where tshark sees its end.
func untilNUL(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return s
}

func sectionNumber(f *Frame) (Value, bool) {
	return Value{Num: uint64(f.Interface.Section)}, f.Interface.Section != 0
}

func comments(f *Frame, dst []Value) []Value {
	for _, c := range f.Comments {
		dst = append(dst, Value{Text: untilNUL(c)})
	}
	return dst
}

// protocols answers as tshark 4.0 does, which knows no connector: "data" once
// for each message with a payload.
func protocols(f *Frame) (Value, bool) {
	payloads := 0
	for i := range f.NlMsgs {
		if f.NlMsgs[i].HasPayload() {
			payloads++
		}
	}
	text := "netlink:data" // nearly always, and without an allocation
	if payloads != 1 {
		text = "netlink" + strings.Repeat(":data", payloads)
	}
	if f.Interface.LinkType != pcap.LinkTypeNetlink {
		text = "sll:" + text
	}
	return Value{Text: text}, f.Netlink
}
