package codec

import (
	"errors"
	"strconv"
)

// The failure classes, in the words that SPEC.md and the vectors use.
var (
	ErrShort   = errors.New("short")   // the fixed part of a struct does not fit
	ErrLength  = errors.New("length")  // a length is below its own header
	ErrOverrun = errors.New("overrun") // a length goes beyond its container
	ErrOrder   = errors.New("order")   // the byte order cannot be determined
)

// Error says where decoding stopped and why.
type Error struct {
	Struct string // as the table (spec/structs.csv) names it: "cn_msg"
	Field  string // C name of the field that is wrong; empty for the struct itself
	Offset int    // of that field or struct, from the start of what the caller passed in
	Need   int    // bytes that the struct or its length asks for
	Have   int    // bytes that its container has
	Err    error  // the class: ErrShort, ErrLength, ErrOverrun or ErrOrder
}

// Error returns a line such as
//
//	codec: cn_msg.len at byte 32: need 40 bytes, have 12: overrun
func (e *Error) Error() string {
	s := "codec: " + e.Struct
	if e.Field != "" {
		s += "." + e.Field
	}
	s += " at byte " + strconv.Itoa(e.Offset)
	if e.Err == ErrOrder {
		return s + ": neither byte order gives a plausible message: order"
	}
	return s + ": need " + strconv.Itoa(e.Need) + " bytes, have " + strconv.Itoa(e.Have) + ": " + e.Err.Error()
}

// Unwrap returns the class, for errors.Is.
func (e *Error) Unwrap() error { return e.Err }

// short reports that the fixed part of a struct does not fit. It is kept out
// of line so that decoders that call it still inline.
//
//go:noinline
func short(name string, need, have int) error {
	return &Error{Struct: name, Need: need, Have: have, Err: ErrShort}
}

// at moves the place of err by off bytes: from the start of a part to the
// start of the whole that holds it.
func at(err error, off int) error {
	e := *err.(*Error)
	e.Offset += off
	return &e
}
