package pcap

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// The classes of failure. Use errors.Is.
var (
	// ErrFormat: not a capture file, or of a kind that is not read.
	ErrFormat = errors.New("not a readable capture file")

	// ErrTruncated: the input ends inside a header, a record or a block.
	ErrTruncated = errors.New("cut short")

	// ErrDamaged: a length that cannot be, a block that does not go with those
	// before it, or compressed data that does not decompress or fails its
	// checksum.
	ErrDamaged = errors.New("damaged")

	// ErrLimit: well-formed, but larger than anyone needs and than this package
	// gives memory for.
	ErrLimit = errors.New("too large")

	// ErrRead: the caller's io.Reader failed.
	ErrRead = errors.New("unreadable")
)

// Error says where reading a capture ended or was interrupted, and why.
type Error struct {
	// Offset is where the record or block starts in the uncompressed stream, so
	// the bytes before it are a whole capture. It is 0 for the file header.
	Offset int64

	// Resume is where the next call reads on: the next sound block of a pcapng,
	// or the same one once more if it can be used for all that. It is 0 if
	// reading is over.
	Resume int64

	Frame      uint64 // number that the packet had or would have had, from 1; 0 if it is about something else
	What       string // "file header", "record header", "record data", or what pcapng calls the block
	Need, Have int64  // how long What is and how much of it was there; both 0 if that is not the matter
	Err        error  // the class: ErrFormat, ErrTruncated, ErrDamaged, ErrLimit or ErrRead
	Cause      error  // more about it, or what the layer below reported; may be nil
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("pcap: ")
	b.WriteString(place(e.Frame, e.Offset))
	if e.Err != ErrFormat { // which is about the whole file, not a part of it
		b.WriteString(e.What + " ")
	}
	fmt.Fprint(&b, e.Err)
	if e.Need > 0 {
		fmt.Fprintf(&b, ": need %d bytes, have %d", e.Need, e.Have)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	if e.Resume > 0 {
		fmt.Fprintf(&b, "; reading on at byte %d", e.Resume)
	}
	return b.String()
}

// Unwrap gives the class and, if there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}

// Resumes reports whether reading goes on behind an error of Next or NextBlock:
// what it tells of is damage that was left behind.
func Resumes(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Resume != 0
}

// sourceError marks what the caller's io.Reader reported on its way up
// through a decompressor, which otherwise looks like damage; zstd would even
// take an io.ErrUnexpectedEOF between two frames for a clean end.
type sourceError struct{ error }

func (e sourceError) Unwrap() error { return e.error }

// source is the caller's io.Reader with its errors marked. It gives up on one
// that returns nothing and no error for ever, because the decompressors do not.
type source struct{ r io.Reader }

func (s source) Read(p []byte) (int, error) {
	for range 100 {
		n, err := s.r.Read(p)
		if err != nil && err != io.EOF {
			err = sourceError{err}
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, sourceError{io.ErrNoProgress}
}

// classify tells the class and the cause of an error that came up from below:
// from the caller's io.Reader, or from a decompressor.
func (r *Reader) classify(err error) (class, cause error) {
	if err == io.EOF {
		return ErrTruncated, nil
	}
	var failed sourceError
	switch {
	case errors.As(err, &failed):
		class, cause = ErrRead, failed.error
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		// Well-formed, only larger than anyone needs: see maxWindow.
		class, cause = ErrFormat, fmt.Errorf("zstd stream: %w (at most %d MiB)", err, maxWindow>>20)
	default:
		class, cause = ErrDamaged, fmt.Errorf("%s stream: %w", r.compression, err)
	}
	if errors.Is(cause, io.ErrUnexpectedEOF) {
		class = ErrTruncated
	}
	return class, cause
}
