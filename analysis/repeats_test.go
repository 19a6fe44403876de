package analysis

import (
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// fill sets all that a value has, unexported fields too, to something that is not zero.
func fill(t *testing.T, v reflect.Value, with uint8) {
	v = reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), with)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(with))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(with))
	case reflect.String:
		v.SetString(string(rune(with)))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), int(with), int(with)))
	default:
		t.Fatalf("there is a %v", v.Type())
	}
}

// A message that repeats another is that, whatever stood in its place: all that the bytes say, and
// nothing that was said of it, of either.
func TestRepeats(t *testing.T) {
	f := &Frame{Number: 77}
	var of, got Message
	fill(t, reflect.ValueOf(&of).Elem(), 3)
	fill(t, reflect.ValueOf(&got).Elem(), 5)
	of.User, of.Spans, of.CN = new(spec.User), []codec.Span{{Off: 1}}, codec.CnMsg{Seq: 9}
	got.repeats(&of, f)
	want := of
	want.frame = f
	want.repeat(f)
	if !reflect.DeepEqual(got, want) || &got.Spans[0] != &of.Spans[0] || got.User != of.User {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got.Frame != 77 || !reflect.ValueOf(got.Verdict).IsZero() || !reflect.ValueOf(got.ReplyIn).IsZero() || got.Context != nil || got.Subject != nil {
		t.Errorf("%+v has what was said of another", got)
	}
}

// The room of frames that are made together is each one's own.
func TestMakeFrames(t *testing.T) {
	frames := MakeFrames(3)
	for i := range frames {
		f := &frames[i]
		if len(f.Messages)+len(f.NlMsgs)+len(f.Spans) > 0 {
			t.Errorf("%+v", f)
		}
	}
	for k := range 9 { // all begin before any has enough: what one would write into another's stays there
		for i := range frames {
			f := &frames[len(frames)-1-i]
			n := 100*(len(frames)-1-i) + k
			f.Spans, f.Messages, f.NlMsgs = append(f.Spans, codec.Span{Off: n}), append(f.Messages, Message{nl: n}), append(f.NlMsgs, NlMsg{CnMsgs: n})
		}
		for i := range frames {
			if f := &frames[i]; f.Spans[0].Off != 100*i || f.Messages[0].nl != 100*i || f.NlMsgs[0].CnMsgs != 100*i {
				t.Errorf("frame %d begins with what is another's, with %d of each", i, k+1)
			}
		}
	}
	for i := range frames {
		for k := range 9 {
			if f := &frames[i]; f.Spans[k].Off != 100*i+k || f.Messages[k].nl != 100*i+k || f.NlMsgs[k].CnMsgs != 100*i+k {
				t.Errorf("frame %d has what is another's at %d", i, k)
			}
		}
	}
}
