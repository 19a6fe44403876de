package processes

import (
	"io"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/analysis/who"
	"pgregory.net/rapid"
)

// What waits in a file comes back as it was, with all its fields: each is drawn, so that
// one that the list leaves out comes back as nothing.
func TestShelf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Process
		fill(t, reflect.ValueOf(&p).Elem())
		b := put([]byte("before"), &p)[len("before"):]
		got := Process{PID: 77, Facts: new(who.Facts)} // room that was used
		if err := take(b, &got); err != nil || !reflect.DeepEqual(got, p) {
			t.Fatalf("%v\n%+v, want\n%+v", err, got, p)
		}
		if err := take(b[:rapid.IntRange(0, len(b)-1).Draw(t, "cut")], &got); err != io.ErrUnexpectedEOF {
			t.Fatalf("a part of it: %v", err)
		}
		if err := take(append(b, 0), &got); err != io.ErrUnexpectedEOF {
			t.Fatalf("more than it: %v", err)
		}
	})
}

// fill draws all fields.
func fill(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "truth"))
	case reflect.Int32, reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "number") >> (64 - 8*v.Type().Size()))
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(rapid.Uint64().Draw(t, "number") >> (64 - 8*v.Type().Size()))
	default:
		t.Fatalf("a field of %s", v.Type())
	}
}
