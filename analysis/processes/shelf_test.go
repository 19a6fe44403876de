package processes

import (
	"fmt"
	"io"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"pgregory.net/rapid"
)

// What waits in a file comes back as it was, with all its fields: each is drawn, so that
// one that the list leaves out comes back as nothing.
func TestShelf(t *testing.T) {
	var s shelf
	rapid.Check(t, func(t *rapid.T) {
		var p Process
		fill(t, reflect.ValueOf(&p).Elem())
		b := s.put([]byte("before"), &p)[len("before"):]
		got := Process{PID: 77, Facts: new(who.Facts)} // room that was used
		if err := s.take(b, &got); err != nil || !reflect.DeepEqual(got, p) {
			t.Fatalf("%v\n%+v, want\n%+v", err, got, p)
		}
		if err := s.take(b[:rapid.IntRange(0, len(b)-1).Draw(t, "cut")], &got); err != io.ErrUnexpectedEOF {
			t.Fatalf("a part of it: %v", err)
		}
		if err := s.take(append(b, 0), &got); err != io.ErrUnexpectedEOF {
			t.Fatalf("more than it: %v", err)
		}
	})
}

// Most processes are short: they have a parent with a name, a start, an exec, an end, and
// neither names nor ids.
func TestShelfIsShort(t *testing.T) {
	at := Moment{Frame: 900_000, Time: 1_790_000_000_123_456_789, Stamp: 77_000_000_000_000, Timed: true}
	after := func(ns uint64) Moment {
		return Moment{Frame: at.Frame + 40, Time: at.Time + int64(ns), Stamp: at.Stamp + ns, Timed: true}
	}
	p := Process{Number: 90_000, Key: 90_031, Parent: 70_000, Host: "alpha", PID: 31_000, PPID: 4000, ParentKnown: true, First: at, Start: at,
		FirstExec: after(3e6), Last: after(9e6), End: after(9e6), State: Ended, Code: 256, Execs: 1, Threads: 1, Chosen: true}
	p.ParentIs.Comm, p.ParentIs.Named = codec.CommName{'s', 'h'}, true
	var s shelf
	if b := s.put(nil, &p); len(b) > 90 {
		t.Errorf("%d bytes", len(b))
	}
	p.ParentIs.Comm, p.ParentIs.Named = codec.CommName{}, false
	if b := s.put(nil, &p); len(b) > 80 {
		t.Errorf("%d bytes without that name", len(b))
	}
}

// Processes that have the same facts have them once, and no others: however many facts
// there are.
func TestShelfShares(t *testing.T) {
	var s shelf
	for i := range 3 * maxKnown {
		facts := &who.Facts{who.Exe: fmt.Sprint("/bin/", i), who.Cmdline: "x"}
		b := s.put(nil, &Process{Facts: facts, ParentIs: analysis.Person{Facts: facts}})
		var one, other Process
		if err := s.take(b, &one); err != nil {
			t.Fatal(err)
		}
		if err := s.take(b, &other); err != nil || *one.Facts != *facts || one.Facts != one.ParentIs.Facts || one.Facts != other.Facts {
			t.Fatalf("%v %+v %+v", err, one, other)
		}
	}
	if len(s.known) > maxKnown {
		t.Errorf("%d facts are kept", len(s.known))
	}
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
