package fuzz_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
)

// recorder is a T that keeps what it is told.
type recorder struct{ said string }

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.said = fmt.Sprintf(format, args...)
	panic(r)
}

// verdict returns what Check says of a decoder, first failure first.
func verdict(check func(t fuzz.T)) string {
	var r recorder
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(&r) {
				panic(p)
			}
		}()
		check(&r)
	}()
	return r.said
}

// overall checks a decoder on every seed and returns the first complaint.
func overall(d fuzz.Decode) string {
	for _, c := range fuzz.Datagrams() {
		if said := verdict(func(t fuzz.T) { fuzz.Check(t, c.Bytes, d) }); said != "" {
			return said
		}
	}
	return ""
}

// TestCheckSeesMistakes plants into a sound decoder what others got wrong.
func TestCheckSeesMistakes(t *testing.T) {
	sound := decode(codec.OrderUnknown)
	change := func(f func(*fuzz.Field)) fuzz.Decode {
		return func(b []byte) ([]fuzz.Field, error) {
			fields, err := sound(b)
			for i := range fields {
				f(&fields[i])
			}
			return fields, err
		}
	}
	without := func(name string) fuzz.Decode {
		return func(b []byte) ([]fuzz.Field, error) {
			fields, err := sound(b)
			return slices.DeleteFunc(fields, func(f fuzz.Field) bool { return f.Name == name }), err
		}
	}
	for _, c := range []struct {
		what, want string
		decode     fuzz.Decode
	}{
		{"nothing wrong", "", sound},
		{"any order", "", func(b []byte) ([]fuzz.Field, error) {
			fields, err := sound(b)
			slices.Reverse(fields)
			return fields, err
		}},
		{"signs kept", "", change(func(f *fuzz.Field) {
			if f.Size == 4 {
				f.Value = uint64(int64(int32(f.Value)))
			}
		})},
		{"two fields swapped", "reported: proc_event.fork.parent_tgid", change(func(f *fuzz.Field) {
			f.Name = strings.NewReplacer("parent_pid", "parent_tgid", "parent_tgid", "parent_pid").Replace(f.Name)
		})},
		{"flags of four bytes", "reported: cn_msg.len", change(func(f *fuzz.Field) {
			if f.Name == "len" && f.Struct == "cn_msg" {
				f.Size = 4
			}
		})},
		{"a wrong place", "where the table has no field", change(func(f *fuzz.Field) {
			if f.Name == "timestamp_ns" {
				f.Offset++
			}
		})},
		{"a wrong name", "the table: proc_event.comm.comm", change(func(f *fuzz.Field) {
			if f.Name == "comm" {
				f.Bytes = []byte(strings.TrimRight(string(f.Bytes), "\x00"))
			}
		})},
		{"a field forgotten", "not reported: proc_event.exit.exit_signal", without("exit_signal")},
		{"the last one forgotten", "not reported: proc_cn_mcast_op.mcast_op", without("mcast_op")},
		{"reported twice", "where the table has no field", func(b []byte) ([]fuzz.Field, error) {
			fields, err := sound(b)
			return append(fields, fields...), err
		}},
		{"an error for nothing", "and the table finds nothing wrong", func(b []byte) ([]fuzz.Field, error) {
			return nil, errors.New("no")
		}},
		{"not supported", "", func(b []byte) ([]fuzz.Field, error) {
			return nil, fmt.Errorf("no: %w", errors.ErrUnsupported)
		}},
		{"no errors", "no error, and the table has: ", func(b []byte) ([]fuzz.Field, error) {
			fields, _ := sound(b)
			return fields, nil
		}},
		{"little-endian only", "as BigEndian: error", decode(codec.LittleEndian)},
		{"writes into its input", "the decoder changed its input", func(b []byte) ([]fuzz.Field, error) {
			defer func() { b[0] = 0xff }()
			return sound(b)
		}},
	} {
		if got := overall(c.decode); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestCheckOfNoOrder: without a possible length a decoder must not say that all is well.
func TestCheckOfNoOrder(t *testing.T) {
	none := func([]byte) ([]fuzz.Field, error) { return nil, nil }
	for text, want := range map[string]string{"": "", "x": "no error", strings.Repeat("\xee", 40): "no error"} {
		got := verdict(func(t fuzz.T) { fuzz.Check(t, []byte(text), none) })
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestCheckOrder holds a decoder that is told the order, in both.
func TestCheckOrder(t *testing.T) {
	for _, c := range fuzz.Datagrams() {
		for _, o := range orders {
			fuzz.CheckOrder(t, c.Bytes, byteOrder(o), decode(o))
		}
	}
	b := request(codec.BigEndian)
	if got := verdict(func(t fuzz.T) { fuzz.CheckOrder(t, b, binary.LittleEndian, decode(codec.BigEndian)) }); got == "" {
		t.Error("the wrong order is not seen")
	}
}
