package analysis

import (
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// derivedFields are the fields that span the arms of proc_event, and the parts
// of the wait status.
func derivedFields() []*Field {
	pids := spanning("cn_proc.pid", "Every thread id of the event, in the order of its bytes.", "_pid")
	tgids := spanning("cn_proc.tgid", "Every process id of the event, in the order of its bytes.", "_tgid")
	code := exitCodePlace()
	return []*Field{
		pids,
		tgids,
		waitStatus("cn_proc.exit.status", 8, code, "Exit status, 0 to 255: what the process gave to exit().",
			func(e *codec.Exit) uint64 { return uint64(e.Status()) }),
		withSet("signal", waitStatus("cn_proc.exit.signal", 8, code, "Signal that ended the process, or 0.",
			func(e *codec.Exit) uint64 { return uint64(e.Signal()) })),
		waitStatus("cn_proc.exit.core", 1, code, "1 if a core was written, else 0.",
			func(e *codec.Exit) uint64 {
				if e.Core() {
					return 1
				}
				return 0
			}),
		unknownEvent(),
		payloadBytes(),
		payloadLength(),
	}
}

// spanning makes a field of all fields of all arms whose C name has a suffix.
// It reads them as their own fields do: at the places that the table gives.
func spanning(name, doc, suffix string) *Field {
	fd := &Field{Name: name, Kind: Int, Bits: 32, Doc: doc}
	for _, v := range spec.Default().Set("proc_event_what") {
		s, ok := spec.Default().Struct(v.Arm)
		if !ok {
			continue
		}
		in, _ := codec.StructByName(s.Name)
		for _, f := range s.Fields {
			if strings.HasSuffix(f.Name, suffix) {
				fd.places = append(fd.places, place{in: in, off: f.Offset, size: f.Size, signed: f.Type.Signed()})
			}
		}
	}
	return fd
}

// exitCodePlace returns where the table has exit_code.
func exitCodePlace() place {
	s, _ := spec.Default().Struct(codec.StructExit.String())
	f, _ := s.Field("exit_code")
	return place{in: codec.StructExit, off: f.Offset, size: f.Size}
}

// waitStatus makes a field of a part of exit_code.
func waitStatus(name string, bits int, p place, doc string, part func(*codec.Exit) uint64) *Field {
	return derived(name, Uint, bits, doc, func(f *Frame, dst []Value) []Value {
		for _, s := range f.Spans {
			if s.Struct == p.in && p.off+p.size <= s.Len {
				e := codec.Exit{ExitCode: s.Order.Uint32(f.Data[s.Off+p.off:])}
				dst = append(dst, Value{Off: s.Off + p.off, Len: p.size, Num: part(&e)})
			}
		}
		return dst
	})
}

func withSet(set string, fd *Field) *Field {
	fd.Set = set
	return fd
}

func unknownEvent() *Field {
	return derived("cn_proc.event_data", Bytes, 0, "The union of an event that nobody here knows.", func(f *Frame, dst []Value) []Value {
		for _, s := range f.Spans {
			if s.Struct == codec.RawEventData {
				dst = append(dst, Value{Off: s.Off, Len: s.Len, Data: f.bytes(s)})
			}
		}
		return dst
	})
}

func payloadBytes() *Field {
	return derived("data.data", Bytes, 0, "A payload that nobody here decodes.", func(f *Frame, dst []Value) []Value {
		for _, s := range f.Spans {
			if s.Struct == codec.RawData || s.Struct == codec.RawEventData {
				dst = append(dst, Value{Off: s.Off, Len: s.Len, Data: f.bytes(s)})
			}
		}
		return dst
	})
}

func payloadLength() *Field {
	return derived("data.len", Uint, 32, "Bytes of a payload that nobody here decodes.", func(f *Frame, dst []Value) []Value {
		for _, s := range f.Spans {
			if s.Struct == codec.RawData || s.Struct == codec.RawEventData {
				dst = append(dst, Value{Off: s.Off, Len: s.Len, Num: uint64(s.Len)})
			}
		}
		return dst
	})
}
