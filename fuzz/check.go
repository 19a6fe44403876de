package fuzz

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// T is what Check needs of a *testing.T, and what the T of other engines has.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Decode is the form in which Check wants a decoder: see the package comment
// for what it must report.
type Decode func(datagram []byte) ([]Field, error)

// Check holds a decoder that finds the byte order itself against the table. It
// ends the test with the first difference. The datagram must come back as it
// went in.
func Check(t T, b []byte, decode Decode) {
	t.Helper()
	got, err := run(t, b, decode)
	var why string
	for _, o := range possibleOrders(b) {
		if why = differ(o, b, got, err); why == "" {
			break
		}
	}
	if why == "" && err == nil && noOrder(b) {
		why = "no error, though the first four bytes are no possible length in either byte order"
	}
	if why != "" {
		t.Fatalf("datagram %x\n%s", b, why)
	}
}

// CheckOrder holds a decoder that is told the byte order against the table.
func CheckOrder(t T, b []byte, o binary.ByteOrder, decode Decode) {
	t.Helper()
	got, err := run(t, b, decode)
	if why := differ(o, b, got, err); why != "" {
		t.Fatalf("datagram %x\n%s", b, why)
	}
}

// run decodes, and sees to it that the input is left alone.
func run(t T, b []byte, decode Decode) ([]Field, error) {
	t.Helper()
	was := bytes.Clone(b)
	got, err := decode(b)
	if !bytes.Equal(b, was) {
		t.Fatalf("the decoder changed its input:\nwas %x\nis  %x", was, b)
	}
	return sorted(got), err
}

// differ says what a decoder got wrong in order o, or nothing.
func differ(o binary.ByteOrder, b []byte, got []Field, err error) string {
	claims, fault := spec.Default().Walk(o, connector, b, len(b))
	want := fieldsOf(claims)
	missed, why := match(want, got)
	switch unsupported := errors.Is(err, errors.ErrUnsupported); {
	case why != "":
	case err == nil && fault != nil:
		why = fmt.Sprintf("no error, and the table has: %v", fault)
	case err == nil && missed != nil:
		why = fmt.Sprintf("not reported: %v", missed)
	case err != nil && fault == nil && !unsupported && len(b) > 0:
		why = fmt.Sprintf("error %q, and the table finds nothing wrong", err)
	}
	if why != "" {
		why = fmt.Sprintf("as %v: %s", o, why)
	}
	return why
}

// match looks for each reported field among those of the table, both in
// ascending order. It returns one of the table that was not reported, and what
// is wrong with one that was.
func match(want, got []Field) (missed *Field, why string) {
	for i := range got {
		for len(want) > 0 && want[0].Offset < got[i].Offset {
			missed, want = &want[0], want[1:]
		}
		if len(want) == 0 || want[0].Offset > got[i].Offset {
			return missed, fmt.Sprintf("reported: %v, where the table has no field", got[i])
		}
		if !got[i].same(want[0]) {
			return missed, fmt.Sprintf("reported: %v\nthe table: %v", got[i], want[0])
		}
		want = want[1:]
	}
	if len(want) > 0 {
		missed = &want[0]
	}
	return missed, ""
}
