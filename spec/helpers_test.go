package spec_test

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
)

func compare(t *testing.T, claims []spec.Claim, want string, err error, wantErr string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(render(claims), "\n")); diff != "" {
		t.Error(diff)
	}
	compareError(t, err, wantErr)
}

func compareError(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
		if e := (*spec.Error)(nil); !errors.As(err, &e) {
			t.Errorf("error is a %T", err)
		}
	}
	if got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}

// render writes claims as the tests expect them: offset, size, name, value.
func render(claims []spec.Claim) string {
	var s strings.Builder
	for _, c := range claims {
		name, value := c.Field, fmt.Sprintf("%#x", c.Value)
		if c.Struct != "" {
			name = c.Struct + "." + c.Field
		}
		if c.Bytes != nil {
			value = hex.EncodeToString(c.Bytes)
		}
		fmt.Fprintf(&s, "%d %d %s %s\n", c.Offset, c.Size, name, value)
	}
	return s.String()
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	return noError(hex.DecodeString(s))(t)
}

func newStruct(t *testing.T, o binary.ByteOrder, name string, set map[string]uint64) []byte {
	t.Helper()
	return noError(spec.Default().New(o, name, set))(t)
}

// noError turns a value with an error into the value, and ends the test on the error.
func noError[T any](v T, err error) func(helper) T {
	return func(t helper) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// helper is what testing.T and rapid.T have in common.
type helper interface {
	Helper()
	Fatal(args ...any)
}

// found is noError for a lookup.
func found[T any](v T, ok bool) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if !ok {
			t.Fatal("the table lacks what this test needs")
		}
		return v
	}
}

// once checks that the claims cover b in order and without overlap.
func once(t interface{ Errorf(string, ...any) }, claims []spec.Claim, b []byte) {
	at := 0
	for _, c := range claims {
		if c.Offset != at || c.Size <= 0 {
			t.Errorf("%s.%s claims %d bytes at %d, want at %d", c.Struct, c.Field, c.Size, c.Offset, at)
		}
		if c.Bytes != nil && string(c.Bytes) != string(b[c.Offset:c.Offset+c.Size]) {
			t.Errorf("%s.%s claims other bytes than those at %d", c.Struct, c.Field, c.Offset)
		}
		at = c.Offset + c.Size
	}
	if at != len(b) {
		t.Errorf("%d bytes are claimed, have %d", at, len(b))
	}
}
