package codec_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// TestEveryStructHasAType finds the step of "To add an event" in doc.go that
// was forgotten.
func TestEveryStructHasAType(t *testing.T) {
	for _, s := range spec.Default().Structs() {
		if s.Name == "cb_id" { // only ever a part of cn_msg
			continue
		}
		if _, ok := codec.StructByName(s.Name); !ok {
			t.Errorf("codec/span.go: no Struct constant with the name %q", s.Name)
		}
		if !slices.ContainsFunc(wireTypes, func(w wireType) bool { return w.name == s.Name }) {
			t.Errorf("codec/types_test.go: no line for %s, of %s", s.Name, s.Header)
		}
	}
}

// TestEveryEventIsDispatched holds the numbers, names and arms of what.
func TestEveryEventIsDispatched(t *testing.T) {
	for _, v := range spec.Default().Set("proc_event_what") {
		what := codec.EventType(v.Value)
		if what.String() != v.Name {
			t.Errorf("codec/arm.go: %#x is %s, spec/values.csv has %s", v.Value, what, v.Name)
		}
		e := codec.ProcEvent{What: what, Data: make([]byte, 24)}
		ev, err := e.Event(codec.LittleEndian)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		if ev.What() != what {
			t.Errorf("codec/arm.go: newEvent gives %T for %s, whose What is %v", ev, v.Name, ev.What())
		}
		if _, raw := ev.(*codec.RawEvent); raw != (v.Arm == "") {
			t.Errorf("codec/arm.go: newEvent gives %T for %s, whose arm is %q", ev, v.Name, v.Arm)
		}
		for _, w := range wireTypes {
			if w.name == v.Arm && reflect.TypeOf(ev) != reflect.TypeOf(w.zero) {
				t.Errorf("codec/arm.go: newEvent gives %T for %s, want %T", ev, v.Name, w.zero)
			}
		}
		if v.Arm != "" && !outlined(t, v) {
			t.Errorf("codec/arm.go: armOf has no line that gives %s for %s", v.Arm, v.Name)
		}
	}
}

// outlined reports whether Outline finds the arm of an event that spec made.
func outlined(t *testing.T, v spec.Value) bool {
	event, err := spec.Default().New(binary.LittleEndian, "proc_event", map[string]uint64{"what": v.Value})
	if err != nil {
		t.Fatal(err)
	}
	b, err := spec.Default().Message(binary.LittleEndian, nil, map[string]uint64{"id.idx": 1, "id.val": 1}, event)
	if err != nil {
		t.Fatal(err)
	}
	var u codec.Outline
	u.Decode(codec.LittleEndian, codec.FamilyConnector, b, len(b))
	return slices.ContainsFunc(u.Spans, func(s codec.Span) bool {
		return s.Struct.String() == v.Arm && s.Len == structOf(t, v.Arm).Size
	})
}

// TestEveryPayloadIsOutlined: what spec/payloads.csv lets a message start with,
// Outline finds in one of zeros.
func TestEveryPayloadIsOutlined(t *testing.T) {
	for _, p := range spec.Default().Payloads() {
		if p.In != "" || p.Layout != "" && p.Layout != "ns" {
			continue
		}
		at := slices.IndexFunc(spec.Default().Users(), func(u spec.User) bool { return u.Name == p.User })
		u := spec.Default().Users()[at]
		b, err := spec.Default().Message(binary.LittleEndian, nil, map[string]uint64{"id.idx": uint64(u.Idx), "id.val": uint64(u.Val)}, make([]byte, p.Struct.Size))
		if err != nil {
			t.Fatal(err)
		}
		claims, _ := spec.Default().Walk(binary.LittleEndian, codec.FamilyConnector, b, len(b))
		if !slices.ContainsFunc(claims, func(c spec.Claim) bool { return c.Struct == p.Struct.Name }) {
			continue // zeros are no such message
		}
		var o codec.Outline
		o.Decode(codec.LittleEndian, codec.FamilyConnector, b, len(b))
		if !slices.ContainsFunc(o.Spans, func(s codec.Span) bool { return s.Struct.String() == p.Struct.Name }) {
			t.Errorf("codec/outline.go: payload finds no %s of %s", p.Struct.Name, u.Name)
		}
	}
}

// TestSizes holds the constants and the field lists against the table.
func TestSizes(t *testing.T) {
	for _, w := range wireTypes {
		s := structOf(t, w.name)
		size := s.Size
		if union, ok := s.Field("event_data"); ok {
			size = union.Offset
		}
		if w.size != size {
			t.Errorf("%s: size constant of %T is %d, spec/structs.csv has %d", w.name, w.zero, w.size, size)
		}
		var paths []string
		for _, f := range s.Fields {
			path, ok := w.fields[f.Name]
			if !ok {
				t.Errorf("codec/types_test.go: %s lacks %s", w.name, f.Name)
			}
			paths = append(paths, strings.Fields(path)...)
		}
		for path := range leaves(w.new()) {
			derived := path == "" || path == "NoParent" || w.name == "cn_msg" && path == "Data"
			if n := count(paths, path); n != 1 && !derived {
				t.Errorf("%T.%s belongs to %d fields of %s in spec/fields.csv, want one", w.zero, path, n, w.name)
			}
		}
	}
}

// TestEachByteHasOneField flips every bit: the Go field of the byte's field in
// the table changes, and no other.
func TestEachByteHasOneField(t *testing.T) {
	for _, w := range wireTypes {
		for _, o := range orders {
			b := sample(w.size + math.MaxUint16) // so that whatever cn_msg.len says, it is there
			for _, f := range structOf(t, w.name).Fields {
				if f.Type == spec.Union {
					continue // behind the head; TestPartsAlias and the outlines see to it
				}
				step := 1
				if f.Size > 200 {
					step = 521 // a prime: some of each bit of a byte are enough
				}
				end := 8 * (f.Offset + f.Size)
				for bit := 8 * f.Offset; bit < end; bit = max(bit+1, min(bit+step, end-1)) {
					flipped := bytes.Clone(b)
					flipped[bit/8] ^= 1 << (bit % 8)
					if got := changed(t, w, o, b, flipped); got != w.fields[f.Name] {
						t.Errorf("%v: a bit of byte %d, %s.%s, changes %T.{%s}, want {%s}",
							o, bit/8, w.name, f.Name, w.zero, got, w.fields[f.Name])
						break
					}
				}
			}
		}
	}
}

// changed returns the Go fields, in their order, that differ between a and b.
func changed(t *testing.T, w wireType, o codec.Order, a, b []byte) string {
	x, y := w.new(), w.new()
	for v, b := range map[wire][]byte{x: a, y: b} {
		if _, err := v.Decode(o, b); err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
	}
	var paths []string
	was := leaves(x)
	for path, v := range leaves(y) {
		// The bytes behind a head are not its own: only their number counts here.
		if v.Kind() == reflect.Slice && v.Len() == was[path].Len() {
			continue
		}
		if !reflect.DeepEqual(v.Interface(), was[path].Interface()) {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return strings.Compare(b, a) }) // Length before Data
	return strings.Join(paths, " ")
}

// extremes are put into every number, as far as it holds them.
var extremes = []uint64{0, 1, 0x7fff, 0x8000, 0xffff, math.MaxInt32, 1 << 31, math.MaxUint32, 0x0102030405060708, 1 << 63, math.MaxUint64}

// TestSetOneField sets one Go field: Append changes the bytes that spec.Put changes.
func TestSetOneField(t *testing.T) {
	for _, w := range wireTypes {
		for _, o := range orders {
			base := sample(w.size)
			if f, ok := structOf(t, w.name).Field("len"); ok {
				clear(base[f.Offset : f.Offset+f.Size]) // no data behind the head
			}
			for _, f := range structOf(t, w.name).Fields {
				path, _, _ := strings.Cut(w.fields[f.Name], " ")
				switch {
				case f.Type == spec.Union:
				case f.Type.Number():
					for _, v := range extremes {
						v = v << (64 - 8*f.Size) >> (64 - 8*f.Size)
						want := bytes.Clone(base)
						if err := spec.Default().Put(byteOrder(o), want, w.name, f.Name, v); err != nil {
							t.Fatal(err)
						}
						setOne(t, w, o, base, path, func(x reflect.Value) {
							if x.CanInt() {
								x.SetInt(int64(v) << (64 - 8*f.Size) >> (64 - 8*f.Size))
							} else {
								x.SetUint(v)
							}
						}, want)
					}
				default:
					text := bytes.Repeat([]byte("z"), f.Size)
					text[f.Size-1] = 0xff
					want := bytes.Clone(base)
					if err := spec.Default().PutBytes(want, w.name, f.Name, text); err != nil {
						t.Fatal(err)
					}
					setOne(t, w, o, base, path, func(x reflect.Value) { reflect.Copy(x, reflect.ValueOf(text)) }, want)
				}
			}
		}
	}
}

// setOne decodes base, sets the Go field at path, and compares what Append gives.
func setOne(t *testing.T, w wireType, o codec.Order, base []byte, path string, set func(reflect.Value), want []byte) {
	t.Helper()
	v := w.new()
	if _, err := v.Decode(o, base); err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
	field, ok := leaves(v)[path]
	if !ok {
		t.Fatalf("codec/types_test.go: %T has no field %q", v, path)
	}
	set(field)
	if got := v.Append(o, nil); !bytes.Equal(got, want) {
		t.Errorf("%v: %s with %T.%s set%s", o, w.name, v, path, octets.Diff(want, got, octets.Struct(w.name)))
	}
}

func structOf(t rapid.TB, name string) *spec.Struct {
	t.Helper()
	s, ok := spec.Default().Struct(name)
	if !ok {
		t.Fatalf("spec/structs.csv: no struct %q", name)
	}
	return s
}

// sample returns n bytes that differ from their neighbours in every place.
func sample(n int) []byte {
	b := make([]byte, 0, n+4)
	for i := uint32(1); len(b) < n; i++ {
		b = binary.BigEndian.AppendUint32(b, i*0x9e3779b9)
	}
	return b[:n:n]
}

func count(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}
