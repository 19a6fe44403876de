package exam

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// maker collects vectors. Bytes come from spec.Put, from captures, or from what
// others published; answers from what was put, and from spec.Walk. Where a person
// knows the answer too, the two are compared: the first contradiction is err.
type maker struct {
	t    *spec.Table
	list []vectors.Vector
	err  error
}

// byteOrder is a byte order and its word.
type byteOrder struct {
	binary.ByteOrder
	word string
}

var (
	little = byteOrder{binary.LittleEndian, "little"}
	big    = byteOrder{binary.BigEndian, "big"}
)

// set is the numbers of a struct by their names.
type set = map[string]uint64

// about is what a vector has besides bytes and answer.
type about struct {
	name    string // without the byte order
	accepts []string
	refuses []string
	flags   []string
	why     string
	source  string // empty: table
	from    string
	wire    int
	meaning vectors.Fields
	faults  []string // of the capturing program (R19)
}

// fail keeps the first error.
func (m *maker) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf("vectors: "+format, args...)
	}
}

// must passes bytes on and keeps the error.
func (m *maker) must(b []byte, err error) []byte {
	if err != nil {
		m.fail("%w", err)
	}
	return b
}

// add appends a vector.
func (m *maker) add(kind, structName, order string, b []byte, a about, expect vectors.Answer) *vectors.Vector {
	expect.Meaning, expect.Faults = a.meaning, a.faults
	if a.source == "" {
		a.source = "table"
	}
	m.list = append(m.list, vectors.Vector{
		Name: kind + "/" + a.name + "/" + order, Kind: kind, Struct: structName, Order: order, Wire: a.wire,
		Hex: hex.EncodeToString(b), Expect: expect,
		Accepts: a.accepts, Refuses: a.refuses, Flags: a.flags, Source: a.source, From: a.from, Why: a.why,
	})
	return &m.list[len(m.list)-1]
}

// failure is an answer that is none.
func failure(class, at string, offset, need, have int) vectors.Answer {
	n, h := int64(need), int64(have)
	return vectors.Answer{Class: class, At: at, Offset: &offset, Need: &n, Have: &h}
}

// failed turns an error of spec.Walk, about b, into the answer that it is.
func failed(o byteOrder, b []byte, e *spec.Error) vectors.Answer {
	at := e.Struct
	if e.Field != "" {
		at += "." + e.Field
	}
	a := failure(e.Class, at, e.Offset, e.Need, e.Have)
	if at == "nlmsghdr.nlmsg_len" && e.Class == spec.ClassOverrun {
		*a.Need = int64(o.Uint32(b[e.Offset:])) // spec.Error has an int, which may be too small
	}
	return a
}

// verdict is what a person says that a datagram is: "ok", or class and byte.
func verdict(a vectors.Answer) string {
	if a.Class == "" {
		return "ok"
	}
	return fmt.Sprintf("%s at %d", a.Class, *a.Offset)
}

// verdictOf holds the table's verdict against that of the vector's author.
func (m *maker) verdictOf(expect vectors.Answer, want string, o byteOrder, a about) {
	if got := verdict(expect); got != want {
		m.fail("%s/%s: the table says %s, its author %s", a.name, o.word, got, want)
	}
}

// datagram appends a datagram that the table decodes, and holds the table's
// verdict against want.
func (m *maker) datagram(o byteOrder, b []byte, want string, a about) {
	fields, err := datagramFields(m.t, o, b, a.wire)
	expect := vectors.Answer{OK: true}
	if err != nil {
		expect = failed(o, b, err)
	}
	expect.Fields = fields
	m.verdictOf(expect, want, o, a)
	m.add(vectors.Datagram, "datagram", o.word, b, a, expect)
}
