package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"
)

// ng lays a pcapng by hand: nothing here comes from the code under test.
type ng struct {
	order  binary.AppendByteOrder
	b      []byte
	starts []int64 // where each block starts
}

// opt is an option; value is laid as the fields of a block are.
type opt struct {
	code  uint16
	value []any
}

// padded is text that is filled up with these bytes to a multiple of 4.
type padded struct{ text, with string }

// lay appends fields: numbers in the section's order, text as it is.
func (f *ng) lay(b []byte, fields ...any) []byte {
	for _, v := range fields {
		switch v := v.(type) {
		case uint8:
			b = append(b, v)
		case uint16:
			b = f.order.AppendUint16(b, v)
		case uint32:
			b = f.order.AppendUint32(b, v)
		case uint64:
			b = f.order.AppendUint64(b, v)
		case int64:
			b = f.order.AppendUint64(b, uint64(v))
		case string:
			b = append(b, v...)
		case padded:
			b = append(append(b, v.text...), v.with[:(4-len(v.text)%4)%4]...)
		case opt:
			value := f.lay(nil, v.value...)
			b = f.order.AppendUint16(f.order.AppendUint16(b, v.code), uint16(len(value)))
			b = append(append(b, value...), "\x00\x00\x00"[:(4-len(value)%4)%4]...)
		default:
			panic(fmt.Sprintf("%T", v))
		}
	}
	return b
}

func (f *ng) block(typ uint32, fields ...any) *ng {
	body := f.lay(nil, fields...)
	length := uint32(len(body) + 12)
	f.starts = append(f.starts, int64(len(f.b)))
	f.b = f.lay(f.b, typ, length, string(body), length)
	return f
}

func (f *ng) shb(options ...any) *ng { return f.shbLength(-1, options...) }

func (f *ng) shbLength(length int64, options ...any) *ng {
	fixed := []any{uint32(0x1a2b3c4d), uint16(1), uint16(0), length}
	return f.block(0x0a0d0d0a, append(fixed, options...)...)
}

func (f *ng) idb(link uint16, snaplen uint32, options ...any) *ng {
	return f.block(1, append([]any{link, uint16(0), snaplen}, options...)...)
}

func (f *ng) epb(id uint32, ticks uint64, length uint32, data string, options ...any) *ng {
	fixed := []any{id, uint32(ticks >> 32), uint32(ticks), uint32(len(data)), length, padded{data, "\x00\x00\x00"}}
	return f.block(6, append(fixed, options...)...)
}

func (f *ng) isb(id uint32, ticks uint64, options ...any) *ng {
	return f.block(5, append([]any{id, uint32(ticks >> 32), uint32(ticks)}, options...)...)
}

// end is where the next block would start.
func (f *ng) end() int64 { return int64(len(f.b)) }

func newNg(big bool) *ng {
	if big {
		return &ng{order: binary.BigEndian}
	}
	return &ng{order: binary.LittleEndian}
}

var endOfOptions = opt{code: 0}

const atMicro = 1700000000123456 // microseconds since 1970

var atTime = time.Date(2023, 11, 14, 22, 13, 20, 123456000, time.UTC)

// sample is a section with one of everything.
func sample(big bool) *ng {
	f := newNg(big)
	f.shb(opt{1, []any{"a comment"}}, opt{2, []any{"s390x"}}, opt{3, []any{"Linux"}}, opt{4, []any{"hand"}}, endOfOptions)
	f.idb(253, 262144, opt{2, []any{"nlmon0"}}, opt{9, []any{uint8(6)}}, endOfOptions)
	f.epb(0, atMicro, 8, "netlink.")
	f.idb(113, 0, opt{9, []any{uint8(9)}}, opt{14, []any{int64(1700000000)}}, endOfOptions)
	f.epb(1, 123456789, 100, "odd", opt{1, []any{"one"}}, opt{1, []any{"two"}}, opt{2, []any{uint32(6)}}, opt{4, []any{uint64(77)}}, opt{5, []any{uint64(5)}}, endOfOptions)
	f.block(3, uint32(5), padded{"plain", "\x00\x00\x00"})
	f.block(2, uint16(0), uint16(3), uint32(atMicro>>32), uint32(atMicro&0xffffffff), uint32(4), uint32(4), "old.")
	f.block(4, uint32(0))
	f.isb(0, atMicro, opt{2, []any{uint32(atMicro >> 32), uint32(atMicro & 0xffffffff)}}, opt{4, []any{uint64(10)}}, opt{5, []any{uint64(2)}}, opt{7, []any{uint64(1)}}, endOfOptions)
	f.block(10, uint32(0x544c534b), uint32(4), "keys")
	f.block(0xbad, uint32(32473), padded{"custom!", "xyz"})
	f.block(0x70001, padded{"who knows", "abc"})
	f.epb(0, atMicro+1, 4, "last")
	return f
}

// used is a packet that has all that one can have: nothing of it is to be left in the next.
var used = Packet{
	Data: []byte("used"), Time: time.Unix(1, 2), Ticks: 3, Len: 4, Offset: 5, Interface: &Interface{ID: 6}, Comments: []string{"7"},
	Flags: Of[uint32](8), DropCount: Of[uint64](9), Options: Options{Raw: []byte("used"), BigEndian: true},
}

// through reads a file to its end, over all damage, and gives the packets
// (Data and options copied) and the failures. The last is io.EOF or stays.
func through(in io.Reader) (packets []Packet, failures []error, r *Reader) {
	r, err := NewReader(in)
	if err != nil {
		return nil, []error{err}, nil
	}
	for {
		p := used
		before := r.Offset()
		err := r.Next(&p)
		var e *Error
		switch {
		case err == nil:
			if p.Offset < before || r.Offset() <= p.Offset {
				return packets, []error{fmt.Errorf("a packet at %d, after %d and before %d", p.Offset, before, r.Offset())}, r
			}
			p.Data = bytes.Clone(p.Data)
			p.Options.Raw = bytes.Clone(p.Options.Raw)
			packets = append(packets, p)
			continue
		case errors.As(err, &e) && e.Resume > 0:
			if e.Resume != r.Offset() || e.Resume < e.Offset || e.Offset < before {
				return packets, []error{fmt.Errorf("%w: and the reader went from %d to %d", err, before, r.Offset())}, r
			}
			failures = append(failures, err)
			continue
		}
		if again := r.Next(&p); again != err {
			err = fmt.Errorf("Next says %v after %w", again, err)
		}
		return packets, append(failures, err), r
	}
}

// sameThroughBlocks reads a file once more, piece by piece, and says if that
// gives other packets or other failures.
func sameThroughBlocks(b []byte, packets []Packet, failures []error) string {
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return ""
	}
	var piece Block
	for {
		err := r.NextBlock(&piece)
		if err == nil && piece.Packet == nil {
			continue
		}
		if err == nil {
			p, want := *piece.Packet, Packet{}
			if len(packets) > 0 {
				want, packets = packets[0], packets[1:]
			}
			if p.Interface == nil || want.Interface == nil || p.Interface.ID != want.Interface.ID || p.Interface.Section != want.Interface.Section {
				return fmt.Sprintf("interface %v, not %v", p.Interface, want.Interface)
			}
			p.Interface = want.Interface
			p.Data, p.Options.Raw = bytes.Clone(p.Data), bytes.Clone(p.Options.Raw) // nil like those
			if d := diff([]Packet{want}, []Packet{p}); d != "" {
				return d
			}
			continue
		}
		if len(failures) == 0 || failures[0].Error() != err.Error() {
			return fmt.Sprintf("%v, not %v", err, failures)
		}
		if failures = failures[1:]; len(failures) == 0 {
			if len(packets) > 0 {
				return fmt.Sprint(len(packets), " packets are missing")
			}
			return ""
		}
	}
}

// whole is through for a file without fault.
func whole(t testing.TB, b []byte) ([]Packet, *Reader) {
	t.Helper()
	packets, failures, r := through(bytes.NewReader(b))
	if failures[0] != io.EOF {
		t.Fatal(failures)
	}
	return packets, r
}

// texts are the data of packets.
func texts(packets []Packet) (all []string) {
	for _, p := range packets {
		all = append(all, string(p.Data))
	}
	return all
}
