package decoder

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/cnwire/cnwire/fuzz"
)

// FuzzDecode holds Decode against the connector's table.
func FuzzDecode(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { fuzz.CheckOrder(t, b, binary.LittleEndian, report) })
}

// report says where Decode found what. It does not report every field, so even
// without an error it says that some are not supported.
func report(b []byte) (fields []fuzz.Field, err error) {
	events, err := Decode(b)
	for _, e := range events {
		fields = append(fields,
			fuzz.Field{Struct: "proc_event", Name: "cpu", Offset: e.At + 4, Size: 4, Value: uint64(e.CPU)},
			fuzz.Field{Struct: "proc_event", Name: "timestamp_ns", Offset: e.At + 8, Size: 8, Value: e.Time})
		if e.Exited {
			fields = append(fields,
				fuzz.Field{Struct: "proc_event.exit", Name: "process_tgid", Offset: e.At + 20, Size: 4, Value: uint64(e.PID)},
				fuzz.Field{Struct: "proc_event.exit", Name: "exit_code", Offset: e.At + 24, Size: 4, Value: uint64(e.Code)})
			continue
		}
		fields = append(fields,
			fuzz.Field{Struct: "proc_event.fork", Name: "parent_tgid", Offset: e.At + 20, Size: 4, Value: uint64(e.Parent)},
			fuzz.Field{Struct: "proc_event.fork", Name: "child_tgid", Offset: e.At + 28, Size: 4, Value: uint64(e.PID)})
	}
	if err == nil {
		err = errors.ErrUnsupported
	}
	return fields, err
}
