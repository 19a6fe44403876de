package rewrite

import (
	"bytes"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// fact is one thing that a frame says, and which one of its name it is.
type fact struct {
	analysis.Value
	factKey
}

// factKey pairs the facts of two frames.
type factKey struct {
	name string
	nth  int // from 1
}

// aroundFields are the fields of what is around the bytes, as far as they
// belong to the frame and not to its place in the file.
var aroundFields = sync.OnceValue(func() (list []*analysis.Field) {
	for _, name := range []string{"frame.time_epoch", "frame.len", "frame.cap_len", "frame.comment"} {
		list = append(list, analysis.MustLookup(name))
	}
	return list
})

// What has no field of its own gets one, so that it is compared and printed as
// the others are.
var (
	linkType  = &analysis.Field{Name: "link type", Kind: analysis.Uint}
	byteOrder = &analysis.Field{Name: "byte order", Kind: analysis.Text}
)

// facts returns all that a frame says, in the order of its bytes. Every byte of
// f.Data is in one of them, but for those of a number's byte order.
func facts(f *analysis.Frame) []fact {
	l := factList{f: f, count: map[string]int{}}
	for _, fd := range aroundFields() {
		for _, v := range fd.Values(f, nil) {
			l.add(v)
		}
	}
	l.add(analysis.Value{Field: linkType, Num: uint64(f.Interface.LinkType)})
	if f.Netlink && len(f.Data) > f.Base {
		l.add(analysis.Value{Field: byteOrder, Text: f.Order.String()})
	}
	var members []analysis.Member
	at := 0
	for _, s := range f.Spans {
		at = s.Off + s.Len
		if s.Struct.IsRaw() {
			l.bytes(s.Struct.String(), s.Off, at)
			continue
		}
		end := s.Off
		members = f.Members(s, members[:0])
		for _, m := range members {
			l.add(m.Value)
			end = m.Value.Off + m.Value.Len
		}
		l.bytes("cut", end, at)
	}
	l.bytes(codec.RawData.String(), at, len(f.Data)) // a frame that is no netlink
	return l.facts
}

// factList counts the facts of each name as it takes them in.
type factList struct {
	f     *analysis.Frame
	facts []fact
	count map[string]int
}

func (l *factList) add(v analysis.Value) {
	name := v.Field.Name
	l.count[name]++
	l.facts = append(l.facts, fact{v, factKey{name, l.count[name]}})
}

// bytes adds the bytes from off to end, if there are any.
func (l *factList) bytes(name string, off, end int) {
	if off < end {
		fd := &analysis.Field{Name: name, Kind: analysis.Bytes}
		l.add(analysis.Value{Field: fd, Off: off, Len: end - off, Data: l.f.Data[off:end]})
	}
}

// equal compares values of one field. Of names all bytes count.
func (a *fact) equal(b *fact) bool {
	return a.Num == b.Num && a.Nsec == b.Nsec && a.Text == b.Text && bytes.Equal(a.Data, b.Data)
}

// place returns where the fact stands in its frame, -1 for nowhere.
func (a *fact) place() int {
	if a.Len == 0 {
		return -1
	}
	return a.Off
}

// text returns the value as -T fields prints it.
func (a *fact) text() string { return string(a.Append(nil)) }

// hex returns the value's bytes as -T fields prints those of a field of bytes.
func (a *fact) hex() string {
	v := analysis.Value{Field: &analysis.Field{Kind: analysis.Bytes}, Data: a.Data}
	return string(v.Append(nil))
}
