package spec

import "fmt"

// The classes of errors that Walk reports.
const (
	ClassShort   = "short"   // the fixed part of a struct does not fit
	ClassLength  = "length"  // a length is below its own header
	ClassOverrun = "overrun" // a length goes beyond its container
	ClassOrder   = "order"   // the byte order cannot be determined; Walk is told it and never reports this
)

// Error says what does not fit where. Need and Have are bytes; on a platform
// with an int of 32 bits, a larger Need is the largest int.
type Error struct {
	Struct, Field string // names of the table; Field is empty if the struct as a whole does not fit
	Offset        int    // of the field or struct, from the start of the bytes that were walked
	Need, Have    int
	Class         string
}

func (e *Error) Error() string {
	name := e.Struct
	if e.Field != "" {
		name += "." + e.Field
	}
	return fmt.Sprintf("spec: %s at byte %d: need %d bytes, have %d: %s", name, e.Offset, e.Need, e.Have, e.Class)
}
