package codec_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	vec "github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// exam returns the vectors of a kind: their bytes and answers come from
// captures, other projects and the table.
func exam(t *testing.T, kind string) (list []vec.Vector) {
	t.Helper()
	set, err := vec.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := vec.Selection{Kinds: []string{kind}}
	return s.Of(set.Vectors)
}

var examOrders = map[string]codec.Order{"little": codec.LittleEndian, "big": codec.BigEndian, "unknown": codec.OrderUnknown}

// TestExamStructs puts each vector of a struct to the struct's type: every field,
// every failure, and the bytes again.
func TestExamStructs(t *testing.T) {
	asked := map[string]int{}
	for _, v := range exam(t, vec.Message) {
		if v.Struct == "cb_id" { // only ever a part of cn_msg
			continue
		}
		b, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		asked[v.Struct]++
		got := answerStruct(t, v.Struct, examOrders[v.Order], b)
		if v.Struct == "proc_event.exit" && len(b) > codec.ExitOldSize && len(b) < codec.ExitSize {
			// Half a parent is bytes to the type. The outline has what is whole of it.
			v.Expect.Fields = append(v.Expect.Fields[:4:4], vec.Hex("rest", b[16:]))
		}
		for _, fault := range v.Compare(got) {
			t.Errorf("%s: %s", v.Name, fault)
		}
	}
	for _, w := range wireTypes {
		want := 16
		if w.size >= 2000 {
			want = 4 // text, mostly: a lot to carry, and little to be wrong
		}
		if asked[w.name] < want {
			t.Errorf("%d vectors of %s", asked[w.name], w.name)
		}
	}
}

// answerStruct decodes one struct into its type, and says what came of it.
func answerStruct(t *testing.T, name string, o codec.Order, b []byte) *vec.Answer {
	t.Helper()
	v, n, err := decodeStruct(t, name, o, b)
	if err != nil {
		return failedAnswer(err, 0)
	}
	a := &vec.Answer{OK: true, Fields: leafFields(t, name, "", v)}
	switch e := v.(type) {
	case *codec.CnMsg:
		a.Fields = append(a.Fields, vec.Hex("data", e.Data))
	case *codec.ProcEvent:
		a = answerArm(t, a, o, e.What, e.Data, codec.ProcEventHeadSize)
	case *codec.ProcEventTimespec32:
		a = answerArm(t, a, o, e.What, e.Data, codec.ProcEventTimespec32HeadSize)
	case *codec.ProcEventTimespec64:
		a = answerArm(t, a, o, e.What, e.Data, codec.ProcEventTimespec64HeadSize)
	}
	if !a.OK {
		return a // an error comes without values
	}
	a.Fields = append(a.Fields, vec.Hex("rest", b[n:])) // none counts as no field
	a.Hex = hex.EncodeToString(append(v.Append(o, nil), b[n:]...))
	return a
}

func decodeStruct(t *testing.T, name string, o codec.Order, b []byte) (v wire, n int, err error) {
	t.Helper()
	for _, w := range wireTypes {
		if w.name == name {
			v = w.new()
			n, err = v.Decode(o, b)
			return v, n, err
		}
	}
	t.Fatalf("codec/types_test.go: no line for %s", name)
	return nil, 0, nil
}

// answerArm adds the arm of an event to an answer, or is the failure to decode it.
func answerArm(t *testing.T, a *vec.Answer, o codec.Order, what codec.EventType, data []byte, head int) *vec.Answer {
	t.Helper()
	e := codec.ProcEvent{What: what, Data: data}
	ev, err := e.Event(o)
	if err != nil {
		return failedAnswer(err, head-codec.ProcEventHeadSize)
	}
	if raw, ok := ev.(*codec.RawEvent); ok {
		a.Fields = append(a.Fields, vec.Hex("event_data", raw.Append(o, nil)))
		return a
	}
	for _, w := range wireTypes {
		if reflect.TypeOf(w.zero) == reflect.TypeOf(ev) {
			arm := strings.TrimPrefix(w.name, "proc_event.")
			a.Fields = append(a.Fields, leafFields(t, w.name, arm+".", ev)...)
		}
	}
	a.Fields = append(a.Fields, vec.Hex("rest", data[ev.Len():]))
	return a
}

// leafFields reads the Go fields of a decoded struct by their C names.
func leafFields(t *testing.T, name, prefix string, v wire) (fields vec.Fields) {
	t.Helper()
	values := leaves(v)
	for _, w := range wireTypes {
		for _, f := range structOf(t, name).Fields {
			path, ok := w.fields[f.Name]
			if path, _, _ = strings.Cut(path, " "); w.name != name || !ok || path == "Data" {
				continue
			}
			if exit, ok := v.(*codec.Exit); ok && exit.NoParent && strings.HasPrefix(path, "Parent.") {
				continue
			}
			switch x := values[path]; {
			case x.CanInt():
				fields = append(fields, vec.Number(prefix+f.Name, x.Int()))
			case x.CanUint():
				fields = append(fields, vec.Number(prefix+f.Name, x.Uint()))
			default: // an array of bytes
				b := make([]byte, x.Len())
				reflect.Copy(reflect.ValueOf(b), x)
				fields = append(fields, vec.Hex(prefix+f.Name, b))
			}
		}
	}
	return fields
}

// failedAnswer is what an error says, which may count from some bytes further on.
func failedAnswer(err error, base int) *vec.Answer {
	var e *codec.Error
	if !errors.As(err, &e) {
		return &vec.Answer{Class: err.Error()}
	}
	offset := e.Offset + base
	a := &vec.Answer{Class: e.Err.Error(), Offset: &offset, At: e.Struct}
	if e.Field != "" {
		a.At += "." + e.Field
	}
	if e.Err != codec.ErrOrder {
		need, have := int64(e.Need), int64(e.Have)
		if a.Have = &have; e.Need != math.MaxInt { // which stands for more, where int has 32 bits
			a.Need = &need
		}
	}
	return a
}

// TestExamDatagrams outlines each datagram, compares every value and failure,
// and encodes it again: as a datagram, and through the type of each struct.
func TestExamDatagrams(t *testing.T) {
	asked := 0
	for _, v := range exam(t, vec.Datagram) {
		b, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		var d codec.Datagram
		d.Decode(examOrders[v.Order], b)
		if got := d.Append(d.Order, nil); !bytes.Equal(got, b) {
			t.Errorf("%s: encoded again%s", v.Name, octets.Diff(b, got, octets.Datagram(byteOrder(d.Order))))
		}
		if v.Struct != "datagram" {
			continue
		}
		asked++
		o := d.Order
		if v.Order == "unknown" && v.Wire != 0 { // a Datagram takes what is there for all
			o = codec.Detect(b, v.Wire).Order
		}
		var got *vec.Answer
		if o == codec.OrderUnknown && len(b) > 0 {
			got = failedAnswer(&codec.Error{Struct: "nlmsghdr", Err: codec.ErrOrder}, 0)
			if v.Wire == 0 {
				got = failedAnswer(d.Err, 0)
			}
		} else {
			got = answerOutline(t, o, b, v.Wire)
			if u := decodeTyped(t, o, codec.FamilyConnector, b); v.Wire == 0 && !bytes.Equal(u.bytes, b) {
				t.Errorf("%s: through its types%s", v.Name, octets.Diff(b, u.bytes, octets.Datagram(byteOrder(d.Order))))
			}
		}
		for _, fault := range v.Compare(got) {
			t.Errorf("%s: %s", v.Name, fault)
		}
	}
	if asked < 400 {
		t.Errorf("only %d datagrams", asked)
	}
}

// answerOutline reads the fields of a datagram where its outline says that they are.
func answerOutline(t *testing.T, o codec.Order, b []byte, wire int) *vec.Answer {
	t.Helper()
	var u codec.Outline
	u.Decode(o, codec.FamilyConnector, b, wire)
	a := &vec.Answer{OK: true}
	if u.Err.Err != nil {
		a = failedAnswer(&u.Err, 0)
	}
	w := examWalk{t: t, b: b, nl: -1, cn: -1}
	for _, s := range u.Spans {
		w.span(s)
	}
	a.Fields = w.fields
	return a
}
