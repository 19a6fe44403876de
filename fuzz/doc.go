// Package fuzz lets any decoder of the kernel connector be attacked the way
// this project attacks its own. Five lines make a fuzz target:
//
//	func FuzzDecode(f *testing.F) {
//		fuzz.Seed(f)
//		f.Fuzz(func(t *testing.T, b []byte) { fuzz.Check(t, b, decode) })
//	}
//
// Seed gives the target its first inputs: one of each kind of message that
// kernels sent, as far as captures of them are here, the same in the other byte
// order, and small ones made from the table. Check compares what the decoder
// says of an input with the table's own decoder (spec.Table.Walk).
//
// # What a decoder must report
//
// It is handed a datagram of the connector as recvmsg gives it: nlmsghdrs, in
// them cn_msgs, in these process events, without a cooked header before them.
// It returns a Field for each field of each struct that it decoded, in any
// order: the struct and the field as spec/fields.csv names them, where the field
// starts in the datagram, how many bytes it has, and what it holds. A number
// goes into Value, sign-extended or not; what is no number (comm) into Bytes.
// Bytes that no field claims (padding, the rest behind a short arm, payloads of
// ids that are not decoded here) are not reported.
//
// The datagram is whole, and may be wrong anywhere. For one that SPEC.md finds
// nothing wrong with, the decoder returns all fields and no error. For any other
// it returns an error, and with it the fields that it read, all of them or none.
// A decoder that does not know something, such as an event or an id, says so
// with an error that wraps errors.ErrUnsupported: then the fields that it did
// report are held to be right and the others are not missed.
//
// # Byte order
//
// No byte of a datagram names its byte order (SPEC.md R3). Check wants it found:
// where the first four bytes are a possible length in one order alone, the
// fields must be those of that order. Where they are in both or in none, either
// order is right, and where in none the decoder must return an error. A decoder
// that is told the order, or that only knows its host's, is for CheckOrder.
package fuzz
