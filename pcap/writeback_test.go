package pcap

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A disk that is full is said once and for all.
func TestWriteError(t *testing.T) {
	full := errors.New("no space left on device")
	for _, format := range []string{"pcap", "pcapng"} {
		w, err := NewWriter(&failingWriter{full}, WriterOptions{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		p := Packet{Time: time.Unix(1, 0), Data: make([]byte, 60000), Len: 60000}
		for range 3 {
			err = w.WritePacket(&p)
		}
		if !errors.Is(err, full) || !errors.Is(w.Flush(), full) || !errors.Is(w.Close(), full) || !errors.Is(w.WriteStatistics(nil, &Statistics{}), full) {
			t.Errorf("%s: %v", format, err)
		}
		b := Block{Kind: KindSection, Format: format}
		if err := w.WriteBlock(&b); !errors.Is(err, full) {
			t.Error(err)
		}
	}
}

type failingWriter struct{ err error }

// anyPackets draws packets of interfaces of one link type, in the whole
// microseconds of years that every format has.
func anyPackets(t *rapid.T) (all []Packet) {
	var interfaces []*Interface
	for range rapid.IntRange(1, 3).Draw(t, "interfaces") {
		interfaces = append(interfaces, &Interface{
			LinkType: 253, SnapLen: rapid.Uint32().Draw(t, "snaplen"), Name: rapid.String().Draw(t, "name"), Comments: rapid.SliceOf(rapid.String()).Draw(t, "comments"),
			Resolution: rapid.SampledFrom([]Resolution{6, 7, 9, 0x80 | 31}).Draw(t, "resolution"), TsOffset: int64(rapid.IntRange(-99, 0).Draw(t, "offset")),
		})
	}
	for range rapid.IntRange(0, 10).Draw(t, "packets") {
		data := rapid.SliceOfN(rapid.Byte(), 0, 50).Draw(t, "data")
		p := Packet{
			Data: data, Time: time.Unix(int64(rapid.Uint32().Draw(t, "sec")), int64(rapid.IntRange(0, 999999).Draw(t, "usec"))*1000).UTC(),
			Len: uint32(len(data)) + uint32(rapid.Uint8().Draw(t, "more")), Interface: rapid.SampledFrom(interfaces).Draw(t, "interface"),
		}
		if rapid.Bool().Draw(t, "options") {
			p.Comments = rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "comments")
			p.Flags = Of(rapid.Uint32().Draw(t, "flags"))
			p.DropCount = Optional[uint64]{rapid.Uint64().Draw(t, "drops"), rapid.Bool().Draw(t, "has drops")}
			if !p.DropCount.Present {
				p.DropCount = Optional[uint64]{}
			}
		}
		all = append(all, p)
	}
	return all
}

// TestWriteBack reads what was written: in every format the same, but for what
// the format has no place for.
func TestWriteBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		packets := anyPackets(t)
		o := WriterOptions{Format: rapid.SampledFrom([]string{"pcap", "nsecpcap", "modpcap", "pcapng"}).Draw(t, "format"), BigEndian: rapid.Bool().Draw(t, "big")}
		b, err := writeAll(o, packets)
		if err != nil {
			t.Fatal(err)
		}
		got, failures, r := through(bytes.NewReader(b))
		if failures[0] != io.EOF || len(r.Notes()) > 0 {
			t.Fatal(failures, r.Notes())
		}
		if d := diff(stripped(packets, o.Format), stripped(got, o.Format)); d != "" {
			t.Fatal(d)
		}
		for n, p := range got {
			want := *packets[n].Interface
			want.BigEndian = o.BigEndian
			if o.Format != "pcapng" {
				continue
			}
			want.Section, want.ID = 1, p.Interface.ID
			have := *p.Interface
			have.Options = Options{}
			if len(have.Comments)+len(want.Comments) == 0 {
				have.Comments, want.Comments = nil, nil
			}
			if !reflect.DeepEqual(want, have) { // cmp.Diff is slow, and this runs often
				t.Fatal(cmp.Diff(want, have))
			}
		}
		// And once more: now nothing changes.
		again, err := writeAll(o, got)
		if err != nil || !bytes.Equal(b, again) {
			t.Fatalf("the second writing differs: %v", err)
		}
	})
}

// stripped are packets without what differs however they were written, and what the
// format has no place for.
func stripped(all []Packet, format string) []Packet {
	all = slices.Clone(all)
	for i := range all {
		p := &all[i]
		p.Interface, p.Offset, p.Ticks, p.Options = nil, 0, 0, Options{}
		if format != "pcapng" {
			p.Comments, p.Flags, p.DropCount = nil, Optional[uint32]{}, Optional[uint64]{}
		}
	}
	return all
}

func writeAll(o WriterOptions, packets []Packet) ([]byte, error) {
	var b bytes.Buffer
	w, err := NewWriter(&b, o)
	if err != nil {
		return nil, err
	}
	for i := range packets {
		if err := w.WritePacket(&packets[i]); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return b.Bytes(), err
}

func TestWritePacketAllocatesNothing(t *testing.T) {
	for _, o := range []WriterOptions{{}, {Format: "pcapng"}, {Format: "pcapng", BigEndian: true}} {
		w, err := NewWriter(io.Discard, o)
		if err != nil {
			t.Fatal(err)
		}
		p := Packet{
			Data: make([]byte, 92), Len: 92, Time: atTime, Ticks: atMicro, Interface: &Interface{LinkType: 253, Resolution: 6}, Comments: []string{"c"},
			Flags: Of(uint32(1)), Options: Options{Raw: newNg(false).lay(nil, opt{5, []any{uint64(1)}})},
		}
		if n := testing.AllocsPerRun(10000, func() { err = errors.Join(err, w.WritePacket(&p)) }); n != 0 || err != nil {
			t.Errorf("%+v: %v allocations a packet, %v", o, n, err)
		}
	}
}
