package exam

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// paths names the claims of a datagram as the vectors do: by the message that
// they are in.
type paths struct {
	t      *spec.Table
	o      binary.ByteOrder
	fields vectors.Fields
	nlmsg  int   // index of the current nlmsghdr, -1 before the first
	cnMsg  int   // index of the current cn_msg in it, -1 before the first
	data   int   // where the current cn_msg's data ends, or the nlmsghdr, if there is none yet
	next   int64 // where the next nlmsghdr starts; a wrong length makes it more than a small int holds

	inside  string  // the struct that was named last in it
	request int     // index of the current cn_notify_req in it, -1 before the first
	rows    nesting // of structs that stand in a row to the end of what they are in
}

// nesting is which of the structs in a row, and in each other, is the current one.
type nesting []step

type step struct {
	name string // of the struct
	n    int    // which of those in what it is in, whatever their names
}

// at goes to the next struct at a depth, as claims count it; it ends those that are deeper.
func (r *nesting) at(depth int, name string) {
	n := 0
	if depth-inCnMsg < len(*r) {
		n = (*r)[depth-inCnMsg].n + 1
	}
	*r = append((*r)[:depth-inCnMsg], step{name, n})
}

// path names the struct at a depth, as far as there is one: nothing above the first.
func (r nesting) path(depth int) (path string) {
	for i := range min(depth-inCnMsg+1, len(r)) {
		path += fmt.Sprintf(".%s[%d]", r[i].name, r[i].n)
	}
	return path
}

// datagramFields decodes a datagram with the table and names what it says.
func datagramFields(t *spec.Table, o binary.ByteOrder, b []byte, wire int) (vectors.Fields, *spec.Error) {
	connector, _ := t.Number("netlink_family", "NETLINK_CONNECTOR")
	return familyFields(t, o, uint16(connector), b, wire)
}

func familyFields(t *spec.Table, o binary.ByteOrder, family uint16, b []byte, wire int) (vectors.Fields, *spec.Error) {
	claims, err := t.Walk(o, family, b, wire)
	p := paths{t: t, o: o, nlmsg: -1, cnMsg: -1}
	for _, c := range claims {
		p.claim(c)
	}
	if err != nil {
		return p.fields, err.(*spec.Error)
	}
	return p.fields, nil
}

func (p *paths) claim(c spec.Claim) {
	switch c.Struct {
	case "":
		p.raw(c)
		return
	case "nlmsghdr":
		if c.Field == "nlmsg_len" {
			p.nlmsg++
			p.cnMsg, p.data = -1, c.Offset+16
			p.next = int64(c.Offset) + (int64(c.Value)+3)&^3
		}
		p.add(fmt.Sprintf("nlmsg[%d].%s", p.nlmsg, c.Field), c)
		return
	case "cn_msg":
		if c.Field == "id.idx" {
			p.cnMsg++
			p.request, p.rows = -1, nil
			p.data = c.Offset + 20 // at least, should len be cut
		}
		if c.Field == "len" {
			p.data = c.Offset + 4 + int(c.Value)
		}
		p.add(p.cn()+"."+c.Field, c)
		return
	}
	name := c.Struct
	if name == "cn_notify_req" { // the only struct of which a cn_msg has several
		if c.Field == "first" {
			p.request++
		}
		name = fmt.Sprintf("%s[%d]", name, p.request)
	}
	if p.inRow(c.Struct) {
		if s, _ := p.t.Struct(c.Struct); c.Field == s.Fields[0].Name {
			p.rows.at(c.Depth, c.Struct)
		}
		p.add(p.cn()+p.rows.path(c.Depth)+"."+c.Field, c)
		return
	}
	p.inside = name
	p.add(p.cn()+"."+name+"."+c.Field, c)
}

// inCnMsg is the depth of what a cn_msg holds.
const inCnMsg = 2

// raw names bytes without a field.
func (p *paths) raw(c spec.Claim) {
	name := c.Field
	switch {
	case name == "tail":
	case name == "event_data", name == "rest" && c.Offset < p.data:
		name = p.cn() + ".proc_event." + name
	case len(p.rows) > 0 && (name == "data" || name == "cut") && c.Offset < p.data:
		name = p.cn() + p.rows.path(c.Depth-1) + "." + name
	case name == "data" && c.Depth > inCnMsg: // counted by the struct that it stands behind
		name = p.cn() + "." + p.inside + ".data"
	case name == "data" && p.cnMsg >= 0:
		name = p.cn() + ".data"
	case name == "cut":
		if int64(c.Offset) >= p.next { // of a header of which no field is whole
			p.nlmsg++
			p.cnMsg, p.data = -1, c.Offset+16
		} else if c.Offset >= p.data {
			p.cnMsg++
		}
		if p.cnMsg >= 0 {
			name = p.cn() + ".cut"
		} else {
			name = fmt.Sprintf("nlmsg[%d].cut", p.nlmsg)
		}
	default:
		name = fmt.Sprintf("nlmsg[%d].%s", p.nlmsg, name)
	}
	p.fields = append(p.fields, vectors.Hex(name, c.Bytes))
}

// inRow reports whether a struct stands in a row to the end of what it is in.
func (p *paths) inRow(name string) bool {
	return slices.ContainsFunc(p.t.Payloads(), func(row spec.Payload) bool { return row.ToEnd && row.Struct.Name == name })
}

func (p *paths) cn() string { return fmt.Sprintf("nlmsg[%d].cn_msg[%d]", p.nlmsg, p.cnMsg) }

func (p *paths) add(name string, c spec.Claim) {
	if c.Bytes != nil {
		p.fields = append(p.fields, vectors.Hex(name, c.Bytes))
		return
	}
	s, _ := p.t.Struct(c.Struct)
	f, _ := s.Field(c.Field)
	p.fields = append(p.fields, number(f, name, c.Value))
}

// number returns a field with the number that v is in the field's type.
func number(f *spec.Field, name string, v uint64) vectors.Field {
	if shift := 64 - 8*f.Size; f.Type.Signed() {
		return vectors.Number(name, int64(v<<shift)>>shift)
	}
	return vectors.Number(name, v)
}
