package pcap

import (
	"encoding/binary"
	"fmt"
	"io"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// file is the header of a classic pcap, laid by hand: nothing here comes from
// the code under test.
type file struct {
	order   binary.AppendByteOrder
	magic   uint32
	minor   uint16
	snaplen uint32
	network uint32
}

// rec is a record. The file claims len(data) captured bytes unless caplen
// says otherwise.
type rec struct {
	sec, frac uint32
	caplen    int64
	length    uint32
	data      []byte
}

func (f file) header() []byte {
	b := f.order.AppendUint32(nil, f.magic)
	b = f.order.AppendUint16(b, 2)
	b = f.order.AppendUint16(b, f.minor)
	b = f.order.AppendUint32(b, 0xfffff1f0) // time zone: changes nothing
	b = f.order.AppendUint32(b, 7)          // accuracy: changes nothing
	b = f.order.AppendUint32(b, f.snaplen)
	return f.order.AppendUint32(b, f.network)
}

func (f file) record(b []byte, r rec) []byte {
	caplen := uint32(len(r.data))
	if r.caplen != 0 {
		caplen = uint32(r.caplen)
	}
	b = f.order.AppendUint32(b, r.sec)
	b = f.order.AppendUint32(b, r.frac)
	b = f.order.AppendUint32(b, caplen)
	b = f.order.AppendUint32(b, r.length)
	if f.magic == 0xa1b2cd34 {
		b = append(b, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee)
	}
	return append(b, r.data...)
}

// lay gives the file and the offset where each record starts, and one more
// for the end.
func (f file) lay(records ...rec) (b []byte, starts []int64) {
	b = f.header()
	for _, r := range records {
		starts = append(starts, int64(len(b)))
		b = f.record(b, r)
	}
	return b, append(starts, int64(len(b)))
}

// packets are what a Reader must make of the records.
func (f file) packets(big bool, records ...rec) []Packet {
	_, starts := f.lay(records...)
	in := &Interface{LinkType: LinkType(f.network), SnapLen: f.snaplen, BigEndian: big, Resolution: 6}
	unit, second := time.Microsecond, uint64(1e6)
	if f.magic == 0xa1b23c4d {
		in.Resolution, unit, second = 9, time.Nanosecond, 1e9
	}
	var out []Packet
	for i, r := range records {
		at := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.sec) * time.Second).Add(time.Duration(r.frac) * unit)
		ticks := uint64(r.sec)*second + uint64(r.frac)
		out = append(out, Packet{Data: r.data, Time: at, Ticks: ticks, Len: r.length, Offset: starts[i], Interface: in})
	}
	return out
}

var little = file{order: binary.LittleEndian, magic: 0xa1b2c3d4, minor: 4, snaplen: 262144, network: 253}

// three are records that differ in everything, one of them empty and one cut
// by a snap length.
var three = []rec{
	{sec: 1700000000, frac: 123456, length: 8, data: []byte("netlink.")},
	{sec: 1700000001, frac: 0, length: 0},
	{sec: 0xffffffff, frac: 999999, length: 92, data: []byte("cut")},
}

// readAll reads until Next fails and gives the packets (Data copied) and the
// failure.
func readAll(r *Reader) (packets []Packet, err error) {
	var p Packet
	for {
		before := r.Offset()
		if err := r.Next(&p); err != nil {
			if again := r.Next(&p); again != err {
				return packets, fmt.Errorf("Next says %q after %q", again, err)
			}
			return packets, err
		}
		if p.Offset != before || r.Offset() <= before || r.Offset() < p.Offset+int64(len(p.Data)) {
			return packets, fmt.Errorf("packet at %d of %d bytes moved the reader from %d to %d", p.Offset, len(p.Data), before, r.Offset())
		}
		p.Data = append([]byte(nil), p.Data...)
		packets = append(packets, p)
	}
}

// read is readAll of a new Reader.
func read(r io.Reader) (packets []Packet, err error) {
	c, err := NewReader(r)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return readAll(c)
}

// diff says in which packets differ; whether something is nil or empty is all the
// same. What does not differ is found out quickly.
func diff(want, got []Packet) string {
	if want, got := plain(want), plain(got); reflect.DeepEqual(want, got) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

// plain has nil for what is empty.
func plain(all []Packet) []Packet {
	all = append([]Packet{}, all...)
	for i := range all {
		p := &all[i]
		if len(p.Data) == 0 {
			p.Data = nil
		}
		if len(p.Comments) == 0 {
			p.Comments = nil
		}
	}
	return all
}

// anyFile draws a header of every kind that is read in today's order.
func anyFile(t *rapid.T) (f file, big bool) {
	big = rapid.Bool().Draw(t, "big")
	f = file{
		order:   binary.LittleEndian,
		magic:   rapid.SampledFrom([]uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34}).Draw(t, "magic"),
		minor:   4,
		snaplen: rapid.Uint32().Draw(t, "snaplen"),
		network: uint32(rapid.Uint16().Draw(t, "network")),
	}
	if big {
		f.order = binary.BigEndian
	}
	return f, big
}

func anyRecords(t *rapid.T) []rec {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) rec {
		return rec{
			sec:    rapid.Uint32().Draw(t, "sec"),
			frac:   rapid.Uint32().Draw(t, "frac"),
			length: rapid.Uint32().Draw(t, "length"),
			data:   rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data"),
		}
	}), 0, 20).Draw(t, "records")
}

func check(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
