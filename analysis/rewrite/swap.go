package rewrite

import (
	"bytes"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// Swap appends the frame as it would be had a machine of the other byte order
// sent it: every number of the datagram has its bytes reversed, names and the
// cooked header, which is big-endian on all machines (SPEC.md R2), stay.
// Swapping the result gives f.Data again. dst must not overlap f.Data.
//
// Only a frame that the table covers whole can be swapped, for nobody knows
// where the numbers are in the rest. Otherwise dst comes back as it was, and
// the error is a Reason. Bytes without a meaning have no order; they stay, and
// a frame with nothing else beside its fields is covered:
//
//   - padding behind a message (R5)
//   - what is left of an event's union behind a shorter arm: zero, or
//     uninitialised memory from kernels before 3.12 (R10)
//   - up to three bytes behind a union or the last cn_msg, as kernels up to 3.9
//     count padding as payload (R5), and any number that are zero
func Swap(dst []byte, f *analysis.Frame) ([]byte, error) {
	if r := notCovered(f); r != 0 {
		return dst, r
	}
	n := len(dst)
	dst = append(dst, f.Data...)
	for _, s := range f.Spans {
		if structOf(s.Struct).BigEndian {
			continue
		}
		for p, at := range wholeFields(s) {
			if p.Type.Number() {
				slices.Reverse(dst[n+at : n+at+p.Size])
			}
		}
	}
	return dst, nil
}

// notCovered returns the first reason why the table does not cover f, or 0.
func notCovered(f *analysis.Frame) Reason {
	switch {
	case !f.Netlink:
		return NotNetlink
	case !f.IsConnector():
		return OtherFamily
	case f.Truncated():
		return Truncated
	case f.Err.Err != nil:
		return Malformed
	}
	found := UnknownRest + 1 // none so far
	union := 0               // end of the union of the last event, as long as the table has it
	for i, s := range f.Spans {
		switch {
		case s.Struct == codec.RawData:
			found = min(found, UnknownPayload)
		case s.Struct == codec.RawEventData:
			found = min(found, UnknownEvent)
		case s.Struct.IsProcEvent():
			union = unionEnd(f, i)
		case s.Struct == codec.RawRest:
			from := min(max(s.Off, union), s.Off+s.Len)
			if b := f.Data[from : s.Off+s.Len]; len(b) > maxPad && len(bytes.Trim(b, "\x00")) > 0 {
				found = min(found, UnknownRest)
			}
		}
	}
	if found > UnknownRest {
		return 0
	}
	return found
}

// maxPad is the most that aligning to four bytes adds.
const maxPad = 3

// unionEnd returns where the union ends of the event whose head is span i: where
// its cn_msg does, which is the span before, but not behind what the table has.
func unionEnd(f *analysis.Frame, i int) int {
	s, head := f.Spans[i], f.Spans[i-1]
	var m codec.CnMsg
	if _, err := m.DecodeHead(head.Order, f.Data[head.Off:head.Off+head.Len]); err != nil {
		return s.Off // no event follows a cn_msg that is not whole
	}
	return s.Off + min(int(m.Length), structOf(s.Struct).Size)
}
