// Package spec is the connector's wire format as data: which struct has which
// field at which offset, what its numbers are called, and since which kernel.
//
// The tables are structs.csv, fields.csv and values.csv, written by a person
// from the kernel's headers; users.csv and payloads.csv are the grammar: who
// talks over the connector, and which struct stands where in whose messages.
// [Load] refuses a table that contradicts itself;
// package spec/abi holds it against a C compiler. Beside the table stand a
// decoder ([Table.Walk]) and an encoder ([Table.Put]) that do the obvious thing
// slowly: tests compare the fast codec with them, so they share nothing with it.
//
// A Table is read-only after it is loaded: the slices and pointers that its
// methods return belong to it and must not be changed.
package spec

import (
	"embed"
	"math/bits"
	"sync"
)

//go:embed structs.csv fields.csv values.csv
var files embed.FS

// Table is a loaded and checked table.
type Table struct {
	structs []Struct
	byName  map[string]int
	sets    map[string][]Value
	order   []string // set names in file order

	users    []User // of the built-in table, and after LoadGrammar
	payloads []Payload
}

// Struct is one C struct, or one arm of the union in struct proc_event.
type Struct struct {
	Name      string  // ours, as claims and rules spell it: "proc_event.fork"
	C         string  // the C type, for an anonymous one the path to it
	Size      int     // bytes
	BigEndian bool    // true whatever the order of the host
	Prefix    string  // what its filters start with
	Header    string  // path of the header that declares it
	Since     string  // first kernel release; see ParseSince for the spelling
	Doc       string  // one sentence
	Fields    []Field // in offset order and without gaps; nested structs are flattened
}

// Field is one field of a struct. A field of a nested struct bears both names: "id.idx".
type Field struct {
	Struct string
	Name   string
	C      string // member path in C, empty if the struct is a bare number or C leaves the gap unnamed
	Offset int    // bytes from the start of Struct
	Size   int    // bytes
	Type   Type
	Values string // the set that names its numbers, or empty
	Filter string // display filter name, or empty
	// Anonymize says what becomes of it in a capture that is to be shared: "keep",
	// "pid" (a task, or a port that is mostly named after one), "uid" (a user or a
	// group), "name" (of a program), "named" (kept if the set has a name for it, for
	// the number may be anything else), or "erase". A union has none: its arms do.
	Anonymize string
	Since     string // empty: as old as its struct, or not proven
	Doc       string
}

// Value is one named number. In a set whose name ends in "_bits" it is a single bit.
type Value struct {
	Set   string
	Name  string
	Value uint64
	Arm   string // the struct that event_data holds under this what, or empty
	Since string
	Doc   string
}

// Default returns the table built into this package.
func Default() *Table { return builtin() }

var builtin = sync.OnceValue(func() *Table {
	t, err := Load(files)
	if err == nil {
		err = t.LoadGrammar(grammarFiles)
	}
	if err != nil {
		panic(err) // the embedded files cannot differ from the tested ones
	}
	return t
})

// Structs returns all structs in file order.
func (t *Table) Structs() []Struct { return t.structs }

// Struct returns the struct of that name.
func (t *Table) Struct(name string) (*Struct, bool) {
	i, ok := t.byName[name]
	if !ok {
		return nil, false
	}
	return &t.structs[i], true
}

// Field returns the field of that name.
func (s *Struct) Field(name string) (*Field, bool) {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i], true
		}
	}
	return nil, false
}

// Sets returns the names of all value sets in file order.
func (t *Table) Sets() []string { return t.order }

// Set returns the values of a set in file order, nil if there is no such set.
func (t *Table) Set(name string) []Value { return t.sets[name] }

// Name returns the name of a number. Of several names it is the first; the others are aliases.
func (t *Table) Name(set string, v uint64) (string, bool) {
	for _, x := range t.sets[set] {
		if x.Value == v {
			return x.Name, true
		}
	}
	return "", false
}

// Number returns the number behind a name, aliases included.
func (t *Table) Number(set, name string) (uint64, bool) {
	for _, x := range t.sets[set] {
		if x.Name == name {
			return x.Value, true
		}
	}
	return 0, false
}

// Arm returns the struct that event_data holds under this what. There is none
// for an unknown what, nor for PROC_EVENT_NONZERO_EXIT, which only masks use.
func (t *Table) Arm(what uint32) (*Struct, bool) {
	for _, x := range t.sets["proc_event_what"] {
		if x.Value == uint64(what) {
			return t.Struct(x.Arm)
		}
	}
	return nil, false
}

// UnknownEvent returns a what that no event has, for tests and vectors that need
// one: what include/uapi/linux/cn_proc.h calls next, the bit above all events that
// count from the lowest bit up. (Those from the highest down are about exits.)
// It is another number once the table has an event there.
func (t *Table) UnknownEvent() uint32 {
	top := 0
	for _, set := range []string{"proc_event_what", "proc_event_mask_bits"} {
		for _, v := range t.sets[set] {
			if n := bits.Len64(v.Value); n <= 16 {
				top = max(top, n)
			}
		}
	}
	return 1 << top
}
