// Package codec turns the bytes of the Linux kernel connector into values and
// back, exactly: nlmsghdr, cn_msg and the process events behind it, in either
// byte order. SPEC.md is the protocol; the numbers in comments (R5) are its
// rules.
//
// # Reading
//
// Datagram is the outermost type and refuses no bytes. Inside it, each struct
// has a type with the same three methods:
//
//	Decode(o Order, b []byte) (n int, err error)  reads from the start of b
//	Append(o Order, b []byte) []byte              writes what is stored
//	Len() int                                     says how many bytes that is
//
// Decode aliases b, allocates nothing on success, and sets every field or, when
// it returns an error, none. Errors are of type *Error. Append never mends a
// length: FixLengths does, where it exists.
//
//	var d codec.Datagram
//	d.Decode(codec.OrderUnknown, b)
//	for _, m := range d.Messages {
//		for cn, err := range codec.CnMsgs(d.Order, m.Data) {
//			…
//		}
//	}
//
// A datagram that is one whole process event, as nearly all are, Whole decodes
// directly, in a third of the time. Arms keeps values to decode arms into.
//
// Values stay as they are on the wire: a name is 16 bytes, an exit code a wait
// status. Methods interpret them (CommName.Name, Exit.Signal).
//
// # Places
//
// Outline tells which struct has which bytes, for captures that a snaplen cut
// and for messages whose lengths are wrong. A field's place is its struct's
// span and the offset that the table gives it.
//
// # Stability
//
// Packages codec, layers and pcap will be frozen first; until then they may
// change, as CHANGELOG.md says.
//
// # To add an event
//
//  1. spec/structs.csv and spec/fields.csv: the arm and its fields;
//     spec/values.csv: the value of what, with its arm, and its bit of a mask.
//     Run make gen.
//  2. eventtype.go: the constant.
//  3. A file with the type, as fork.go has it: type, size, What, Decode,
//     Append, Len. A gap that the table has as pad is an array of bytes.
//  4. span.go: the constant, before StructMcastOp, and its name.
//  5. arm.go: a line in arms, the one place that dispatches on what.
//  6. types_test.go: which field of the table is which Go field.
//  7. testdata/corpus/vectors/decoder.py: the line in ARMS, for readers of Python.
//  8. testdata/corpus: a captured message that holds one, once a kernel sends it.
//
// # To add a connector user
//
//  1. spec/users.csv: who it is; spec/structs.csv, fields.csv and values.csv: its
//     structs; spec/payloads.csv: which stands where. spec/rules.csv: who answers
//     whom. Run make gen.
//  2. A file a struct, as notifier.go has them, span.go and types_test.go as above.
//  3. outlineuser.go: a line in user, and the function that it calls.
//  4. spec/users.md: what it sends, and why; typed_test.go, decoder.py beside the
//     vectors and fuzz/arms_test.go: a case for it.
//
// Names, trees, filters, JSON, exports and anonymizing go by the tables alone.
// For a step that was forgotten a test fails and names the file.
package codec
