package exam

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// cnMsgs makes cn_msgs with data, and with lengths that are wrong.
func (m *maker) cnMsgs(s *spec.Struct, o byteOrder) {
	for _, c := range []struct {
		length, data int
		flags        uint64
		bugs         []string
		why          string
	}{
		{3, 3, 0, []string{"trailing"}, "Data of no multiple of four bytes."},
		{258, 258, 0, []string{"endian", "width"}, "A length that uses both its bytes."},
		{4, 4, 0xffff, []string{"u32-len"}, "Nonzero flags behind a short length: a length of four bytes reads 4294901764 or 327679."},
		{4, 9, 0, []string{"trailing"}, "Five bytes more than the length says: they are behind the message."},
		{1, 0, 0, []string{"overrun"}, "One byte of data declared, none there."},
		{5, 4, 0, []string{"overrun"}, "One byte less than the length says."},
		{65535, 4, 0, []string{"overrun"}, "The largest length, and four bytes."},
	} {
		data := bytes.Repeat([]byte{0xd1, 0xd2, 0xd3}, 100)[:c.data]
		head := m.must(m.t.New(o, s.Name, set{"id.idx": 5, "id.val": 6, "seq": 7, "ack": 8, "len": uint64(c.length), "flags": c.flags}))
		a := about{name: fmt.Sprintf("cn_msg/len=%d+data=%d", c.length, c.data), flags: c.bugs, why: c.why}
		expect := vectors.Answer{OK: true}
		fields := structFields(s, o, head)
		if c.length > c.data {
			a.refuses = []string{"R7"}
			expect = failure(spec.ClassOverrun, "cn_msg.len", 16, c.length, c.data)
		} else {
			a.accepts = []string{"R7"}
			fields = append(fields, vectors.Hex("data", data[:c.length]))
			if c.length < c.data {
				fields = append(fields, vectors.Hex("rest", data[c.length:]))
			}
		}
		expect.Fields = fields
		if c.length > c.data && c.data > 0 {
			expect.Fields = append(fields, vectors.Hex("data", data))
		}
		m.add(vectors.Message, s.Name, o.word, append(head, data...), a, expect)
	}
}

// events makes the vectors of a proc_event: each arm in its union, unions of
// other sizes, and whats that have no arm.
func (m *maker) events(s *spec.Struct, o byteOrder) {
	union, _ := s.Field("event_data")
	for _, v := range m.t.Set("proc_event_what") {
		if v.Arm == "" {
			continue
		}
		arm, _ := m.t.Struct(v.Arm)
		m.event(s, o, v, max(union.Size, 0), "", []string{"R9"}, "swapped", "endian")
		if s.Name != "proc_event" {
			continue
		}
		if arm.Size <= 16 || v.Arm == "proc_event.exit" {
			m.event(s, o, v, 16, "/union=16", []string{"R9"}, "constant-size")
		}
		m.event(s, o, v, 28, "/union=28", []string{"R9", "R1"}, "constant-size", "trailing")
		short := least(arm) - 1
		m.event(s, o, v, short, fmt.Sprintf("/union=%d", short), []string{"R9"}, "short-input")
		m.event(s, o, v, 0, "/union=0", []string{"R9"}, "short-input")
	}
	for _, what := range m.unknownEvents() {
		m.unknown(s, o, what, union.Size)
	}
	for _, n := range []int{0, 4, union.Offset - 1} {
		b := make([]byte, n)
		expect := failure(spec.ClassShort, s.Name, 0, union.Offset, n)
		expect.Fields = brokenFields(s, o, b)
		m.add(vectors.Message, s.Name, o.word, b, about{
			name: fmt.Sprintf("%s/cut=%d", s.Name, n), refuses: []string{"R9"}, flags: []string{"short-input"},
			why: "Less than what stands before the union: what is whole is shown.",
		}, expect)
	}
}

// least is how many bytes of a struct make it whole: of an exit, those that the
// union had up to 3.1.
func least(s *spec.Struct) int {
	if s.Name == "proc_event.exit" {
		return 16
	}
	return s.Size
}

// head returns the part of an event before its union, every byte another.
func (m *maker) head(s *spec.Struct, o byteOrder, what uint64) []byte {
	union, _ := s.Field("event_data")
	b := make([]byte, union.Offset)
	for i := range b {
		b[i] = byte(i + 1)
	}
	b = append(b, make([]byte, union.Size)...)
	if err := m.t.Put(o, b, s.Name, "what", what); err != nil {
		m.fail("%w", err)
	}
	return b[:union.Offset]
}

// event makes one arm in a union of a size, with bytes behind it that are not zero.
func (m *maker) event(s *spec.Struct, o byteOrder, v spec.Value, size int, suffix string, rules []string, flags ...string) {
	arm, _ := m.t.Struct(v.Arm)
	head := m.head(s, o, v.Value)
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(0x40 + i)
	}
	short := strings.TrimPrefix(v.Arm, "proc_event.")
	a := about{name: s.Name + "/" + short + suffix, flags: flags, why: fmt.Sprintf("%s in a union of %d bytes.", v.Name, size)}
	fields := structFields(s, o, head)
	for _, f := range structFields(arm, o, data[:min(size, arm.Size)]) {
		f.Name = short + "." + f.Name
		fields = append(fields, f)
	}
	expect := vectors.Answer{OK: true}
	if need := least(arm); size < need {
		a.refuses = rules
		expect = failure(spec.ClassShort, v.Arm, len(head), need, size)
		whole := 0 // what is left of the field that the union ends in
		for _, f := range arm.Fields {
			if f.Offset+f.Size <= size {
				whole = f.Offset + f.Size
			}
		}
		if whole < size {
			fields = append(fields, vectors.Hex("cut", data[whole:]))
		}
	} else {
		a.accepts = slices.Clone(rules)
		if size > arm.Size {
			a.refuses = append(a.refuses, "R10")
			a.flags = append(a.flags, "stack-bytes")
			a.why += " Behind the arm are bytes that mean nothing."
			fields = append(fields, vectors.Hex("rest", data[arm.Size:]))
		}
	}
	expect.Fields = fields
	m.add(vectors.Message, s.Name, o.word, append(head, data...), a, expect)
}

// unknownEvents are whats that have no arm: two bits at once, the bit that a
// kernel to come may give to an event, one that only masks have, and all.
func (m *maker) unknownEvents() []uint64 {
	return []uint64{3, uint64(m.t.UnknownEvent()), 0x20000000, 0xffffffff}
}

// unknown makes an event that the table does not know.
func (m *maker) unknown(s *spec.Struct, o byteOrder, what uint64, size int) {
	head := m.head(s, o, what)
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(0x40 + i)
	}
	a := about{
		name: fmt.Sprintf("%s/what=0x%08x", s.Name, what), accepts: []string{"R1", "R9"}, flags: []string{"unknown-event"},
		why: "A what that is in no table: the union is kept as bytes.",
	}
	if what == 0x20000000 {
		a.refuses, a.why = []string{"R13"}, "NONZERO_EXIT is a bit of masks: as a what it is unknown."
	}
	if what == 3 {
		a.why = "FORK and EXEC at once: a what is one number, and this one is unknown."
	}
	m.add(vectors.Message, s.Name, o.word, append(head, data...), a,
		vectors.Answer{OK: true, Fields: append(structFields(s, o, head), vectors.Hex("event_data", data))})
}
