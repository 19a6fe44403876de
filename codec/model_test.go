package codec_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// TestModelTraffic: whatever a kernel sends, by the model of any generation, in
// either order, decodes without an error, and its values make the same bytes
// again: by the message and, but for the layouts that no field tells, by the arm.
func TestModelTraffic(t *testing.T) {
	generations := model.Profiles()
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		g := rapid.SampledFrom(generations).Draw(t, "generation")
		o := rapid.SampledFrom(orders).Draw(t, "order")
		k, err := model.New(model.Config{Release: g.Since, Order: byteOrder(o), Bits32: oneIn(t, 2, "32 bits"), Old: rapid.Byte().Draw(t, "old memory")})
		if err != nil {
			t.Fatal(err)
		}
		k.Clock = rapid.Uint64().Draw(t, "clock") >> 1
		k.CPU = rapid.Uint32Range(0, 300).Draw(t, "cpu")
		s := k.Open(model.Creds{PID: 9, NetAdmin: !oneIn(t, 4, "unprivileged")}, 0)
		reader := k.Open(model.Creds{PID: 10, NetAdmin: true}, 0)
		reader.Bind(0, 1<<0|1<<2)
		seq, ack := rapid.Uint32().Draw(t, "seq"), rapid.Uint32().Draw(t, "ack")
		for _, op := range []uint32{1, rapid.SampledFrom([]uint32{1, 2, 99}).Draw(t, "op")} {
			s.Send(0, 0, control(t, o, seq, ack, op))
		}
		emit(t, k)
		var parts []model.Part
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			data := drawBytes(t, 0, 21)
			parts = append(parts, model.Part{ID: model.ID{Idx: 3, Val: 1}, Seq: seq, Ack: ack, Flags: uint16(seq), Data: data})
		}
		k.Transmit(parts, 0, 3)
		for reader.Queued() > 0 {
			d, _ := reader.Recv()
			decodesAndMakesAgain(t, o, k, d.Bytes, seen)
		}
	})
	seen.Check(t, 200, "proc_event", "proc_event.ack", "proc_event.exit", "proc_event.comm", "32 bytes", "timespec", "several parts", "padding", "counted padding")
}

func decodesAndMakesAgain(t *rapid.T, o codec.Order, k *model.Kernel, b []byte, seen testkit.Tally) {
	u := codec.Outline{}
	switch {
	case k.Timespec && k.Bits32:
		u.Layout = codec.ProcLayoutTimespec32
	case k.Timespec:
		u.Layout = codec.ProcLayoutTimespec64
	}
	u.Decode(o, codec.FamilyConnector, b, len(b))
	if u.Err.Err != nil || u.Cut {
		t.Fatalf("%v: %v\n%x", k.Since, &u.Err, b)
	}
	structs := map[codec.Struct]int{}
	for _, s := range u.Spans {
		structs[s.Struct]++
	}
	for s := range structs {
		seen[s.String()]++
	}
	var d codec.Datagram
	if d.Decode(o, b); d.Err != nil || len(d.Messages) != 1 {
		t.Fatalf("%v: %v in %x", k.Since, d.Err, b)
	}
	if again, err := d.AppendBinary(nil); err != nil || !bytes.Equal(again, b) {
		t.Fatalf("%v: %v%s", k.Since, err, octets.Diff(b, again, octets.Datagram(byteOrder(o))))
	}
	seen.Add("timespec", structs[codec.StructProcEventTimespec32]+structs[codec.StructProcEventTimespec64] > 0)
	seen.Add("32 bytes", len(b) == 68 && structs[codec.StructProcEvent] > 0)
	seen.Add("several parts", structs[codec.StructCnMsg] > 1)
	seen.Add("padding", structs[codec.RawPad] > 0)
	seen.Add("counted padding", structs[codec.RawRest] > 0 && structs[codec.StructProcEvent] == 0)
	if k.Timespec {
		return
	}
	if typed := decodeTyped(t, o, codec.FamilyConnector, b); typed.err != nil || !bytes.Equal(typed.bytes, b) {
		t.Fatalf("%v: %v%s", k.Since, typed.err, octets.Diff(b, typed.bytes, octets.Datagram(byteOrder(o))))
	}
}

// control returns a request for process events.
func control(t *rapid.T, o codec.Order, seq, ack, op uint32) []byte {
	data, err := spec.Default().New(byteOrder(o), "proc_cn_mcast_op", map[string]uint64{"mcast_op": uint64(op)})
	if err != nil {
		t.Fatal(err)
	}
	b, err := spec.Default().Message(byteOrder(o), nil, map[string]uint64{"id.idx": 1, "id.val": 1, "seq": uint64(seq), "ack": uint64(ack)}, data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// emit has the kernel tell of an event that its release has, with numbers in
// those fields of the arm that it has.
func emit(t *rapid.T, k *model.Kernel) {
	v := rapid.SampledFrom(spec.Default().Set("proc_event_what")).Draw(t, "event")
	arm, ok := spec.Default().Arm(uint32(v.Value))
	if !ok {
		return
	}
	e := model.Event{What: uint32(v.Value), Fields: map[string]uint64{}}
	for _, f := range arm.Fields {
		since, err := spec.ParseSince(f.Since)
		switch {
		case err != nil:
			t.Fatal(err)
		case !since.In(k.Release):
		case f.Type.Number():
			e.Fields[f.Name] = uint64(rapid.Uint32().Draw(t, f.Name))
		case f.Type == spec.Text:
			e.Comm = drawBytes(t, 0, f.Size)
		}
	}
	since, err := spec.ParseSince(v.Since)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Emit(e); err != nil && k.Since.Compare(spec.Version{4, 18}) > 0 && since.In(k.Release) && v.Value != 0 {
		t.Fatal(err)
	}
}
