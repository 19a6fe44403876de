package pcap

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestErrorText(t *testing.T) {
	for _, c := range []struct {
		err  Error
		says string
	}{
		{Error{What: "file header", Err: ErrFormat, Cause: errors.New("it begins with 23 21")},
			"pcap: not a readable capture file: it begins with 23 21"},
		{Error{What: "file header", Need: 24, Have: 3, Err: ErrTruncated},
			"pcap: file header cut short: need 24 bytes, have 3"},
		{Error{Offset: 1234, Frame: 12, What: "record data", Need: 92, Have: 10, Err: ErrTruncated},
			"pcap: frame 12 at byte 1234: record data cut short: need 92 bytes, have 10"},
		{Error{Offset: 1234, Frame: 12, What: "record header", Err: ErrDamaged, Cause: errors.New("captured length 262145, at most 262144 can be")},
			"pcap: frame 12 at byte 1234: record header damaged: captured length 262145, at most 262144 can be"},
		{Error{Offset: 24, Frame: 1, What: "record header", Need: 16, Err: ErrRead, Cause: errors.New("read /dev/sda: input/output error")},
			"pcap: frame 1 at byte 24: record header unreadable: need 16 bytes, have 0: read /dev/sda: input/output error"},
		{Error{Offset: 48, Resume: 96, What: "interface description block", Err: ErrDamaged, Cause: errors.New("total length 3")},
			"pcap: byte 48: interface description block damaged: total length 3; reading on at byte 96"},
		{Error{Offset: 9, What: "interface table", Err: ErrLimit, Cause: errTables},
			"pcap: byte 9: interface table too large: descriptions of sections and interfaces take over 16 MiB"},
	} {
		check(t, "text", c.says, c.err.Error())
	}
}

func TestErrorUnwraps(t *testing.T) {
	e := error(&Error{Err: ErrTruncated, Cause: io.ErrUnexpectedEOF})
	if !errors.Is(e, ErrTruncated) || !errors.Is(e, io.ErrUnexpectedEOF) || errors.Is(e, ErrDamaged) {
		t.Error("the class and the cause, nothing else")
	}
	// The errors package declares a nil in this list invalid.
	check(t, "without a cause", 1, len((&Error{Err: ErrTruncated}).Unwrap()))
}

// Resumes is about damage that was left behind, however deep the error lies,
// and about nothing else.
func TestResumes(t *testing.T) {
	for err, want := range map[error]bool{
		&Error{Resume: 96, Err: ErrDamaged}:                      true,
		fmt.Errorf("in: %w", &Error{Resume: 1, Err: ErrDamaged}): true,
		&Error{Offset: 96, Err: ErrDamaged}:                      false,
		io.EOF:                                                   false,
	} {
		check(t, err.Error(), want, Resumes(err))
	}
	check(t, "nil", false, Resumes(nil))
}
