package analysis

import (
	"slices"
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// derivedFields are the fields that span the arms of proc_event, the parts of
// the wait status, and the bytes that no struct claims.
func (r *fieldRegistry) derivedFields() []*Field {
	code := r.byName["cn_proc.exit.exit_code"]
	code.parts = []*Field{
		{Name: "cn_proc.exit.status", Kind: Uint, Bits: 8, Doc: "Exit status, 0 to 255: what the process gave to exit().",
			part: func(n uint64) uint64 { return uint64(waitStatus(n).Status()) }},
		{Name: "cn_proc.exit.signal", Kind: Uint, Bits: 8, Set: "signal", Doc: "Signal that ended the process, or 0.",
			part: func(n uint64) uint64 { return uint64(waitStatus(n).Signal()) }},
		{Name: "cn_proc.exit.core", Kind: Uint, Bits: 1, Doc: "1 if a core was written, else 0.",
			part: func(n uint64) uint64 {
				if waitStatus(n).Core() {
					return 1
				}
				return 0
			}},
	}
	for _, fd := range code.parts {
		fd.places = code.places
	}
	return append(slices.Clone(code.parts),
		spanning("cn_proc.pid", "Every thread id of the event, in the order of its bytes.", "_pid"),
		spanning("cn_proc.tgid", "Every process id of the event, in the order of its bytes.", "_tgid"),
		unclaimed("cn_proc.event_data", Bytes, "The union of an event that nobody here knows.", codec.RawEventData),
		unclaimed("data.data", Bytes, "A payload that nobody here decodes.", codec.RawData, codec.RawEventData),
		unclaimed("data.len", Uint, "Bytes of a payload that nobody here decodes.", codec.RawData, codec.RawEventData),
	)
}

// waitStatus reads an exit_code.
func waitStatus(code uint64) *codec.Exit { return &codec.Exit{ExitCode: uint32(code)} }

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

// unclaimed makes a field of bytes that no struct claims, or of how many there
// are.
func unclaimed(name string, k Kind, doc string, of ...codec.Struct) *Field {
	bits := 0
	if k == Uint {
		bits = 32
	}
	return derived(name, k, bits, doc, func(f *Frame, dst []Value) []Value {
		for _, s := range f.Spans {
			if slices.Contains(of, s.Struct) {
				dst = append(dst, Value{Off: s.Off, Len: s.Len, Data: f.bytes(&s), Num: uint64(s.Len)})
			}
		}
		return dst
	})
}
