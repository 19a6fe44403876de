package exam

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// structs makes the vectors of single structs. What is expected is what was
// put, not what any decoder read.
func (m *maker) structs() {
	for _, s := range m.t.Structs() {
		for _, o := range []byteOrder{little, big} {
			if slices.ContainsFunc(s.Fields, func(f spec.Field) bool { return f.Type == spec.Union }) {
				m.events(&s, o)
				continue
			}
			m.plain(&s, o)
			m.truncated(&s, o)
			m.trailing(&s, o)
		}
	}
}

// rulesOf returns the rules that a struct as a whole stands for.
func rulesOf(s *spec.Struct) []string {
	switch {
	case s.BigEndian:
		return []string{"R2"}
	case s.Name == "nlmsghdr":
		return []string{"R3", "R6"}
	case s.Name == "cb_id", s.Name == "cn_msg":
		return []string{"R3", "R7"}
	case s.Name == "proc_cn_mcast_op", s.Name == "proc_input":
		return []string{"R3", "R11"}
	case s.Name == "proc_event.ack":
		return []string{"R3", "R12"}
	case s.Name == "proc_event.comm":
		return []string{"R3", "R15"}
	case s.Name == "proc_event.exit":
		return []string{"R3", "R16"}
	}
	return []string{"R3", "R9"}
}

// large is the size from which on a few vectors of a struct have to do: it is text
// mostly, and another project's test carries them all.
const large = 2000

// plain makes the vectors of a struct without a union: every byte another, all
// zero, all ones, and each number at its ends.
func (m *maker) plain(s *spec.Struct, o byteOrder) {
	all := func(f func(i int) byte) []byte {
		b := make([]byte, s.Size)
		for i := range b {
			b[i] = f(i)
		}
		if s.Name == "cn_msg" {
			b[16], b[17] = 0, 0 // no data
		}
		return b
	}
	add := func(what, why string, b []byte, flags ...string) {
		if s.BigEndian {
			flags = append(flags, "cooked")
		}
		m.add(vectors.Message, s.Name, o.word, b, about{name: s.Name + "/" + what, accepts: rulesOf(s), flags: flags, why: why},
			vectors.Answer{OK: true, Fields: structFields(s, o, b)})
	}
	if s.Name == "cn_msg" {
		m.cnMsgs(s, o)
	}
	add("distinct", "No two bytes are equal, so that no two fields and no two byte orders look alike.", all(different), "swapped", "endian")
	if s.Size >= large {
		return
	}
	add("high", "The same with all top bits set: no number may lose its sign or gain one.", all(func(i int) byte { return byte(0x81 + i*3) }), "swapped", "endian", "sign")
	add("zeros", "All bytes are zero.", all(func(int) byte { return 0 }), "zero")
	add("ones", "All bits are set.", all(func(int) byte { return 0xff }), "sign")
	for _, f := range s.Fields {
		if !f.Type.Number() || s.Name == "cn_msg" && f.Name == "len" {
			continue
		}
		largest := ^uint64(0) >> (64 - 8*f.Size)
		if f.Type.Signed() {
			largest >>= 1
			add(f.Name+"=min", f.Name+" is the least number, all others 0.", m.must(m.t.New(o, s.Name, set{f.Name: largest + 1})), "swapped", "endian", "sign")
		}
		add(f.Name+"=max", f.Name+" is the largest number, all others 0.", m.must(m.t.New(o, s.Name, set{f.Name: largest})), "swapped", "endian", "sign")
	}
}

// structFields names the values that were put into b by hand, or with Put: the
// bytes of each field, in its place by the table, as one number.
func structFields(s *spec.Struct, o byteOrder, b []byte) (fields vectors.Fields) {
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Type == spec.Union || f.Offset+f.Size > len(b) {
			break
		}
		v := b[f.Offset : f.Offset+f.Size]
		if !f.Type.Number() {
			fields = append(fields, vectors.Hex(f.Name, v))
			continue
		}
		digits := bytes.Clone(v)
		if o == little && !s.BigEndian {
			slices.Reverse(digits)
		}
		n := uint64(0)
		for _, d := range digits {
			n = n<<8 | uint64(d)
		}
		fields = append(fields, number(f, f.Name, n))
	}
	return fields
}

// brokenFields are those of a struct that ends in b, up to its union: what is left
// of the last one is cut.
func brokenFields(s *spec.Struct, o byteOrder, b []byte) vectors.Fields {
	fields := structFields(s, o, b)
	if n := len(fields); n < len(s.Fields) && s.Fields[n].Offset < len(b) {
		fields = append(fields, vectors.Hex("cut", b[s.Fields[n].Offset:]))
	}
	return fields
}

// truncated makes each proper prefix that ends where a field starts, and the
// one that lacks the last byte.
func (m *maker) truncated(s *spec.Struct, o byteOrder) {
	sizes := []int{s.Size - 1}
	if s.Size >= large {
		sizes = []int{0}
	}
	for _, f := range s.Fields {
		if s.Size >= large {
			break
		}
		sizes = append(sizes, f.Offset)
	}
	slices.Sort(sizes)
	whole := make([]byte, s.Size)
	for i := range whole {
		whole[i] = byte(i + 1)
	}
	if s.Name == "cn_msg" {
		whole[16], whole[17] = 0, 0
	}
	for _, n := range slices.Compact(sizes) {
		a := about{name: fmt.Sprintf("%s/cut=%d", s.Name, n), flags: []string{"short-input"}, why: fmt.Sprintf("%d of its %d bytes.", n, s.Size)}
		if s.Name == "proc_event.exit" && n >= 16 {
			a.accepts, a.flags = []string{"R9"}, []string{"constant-size", "short-input"}
			a.why = "The union of 16 bytes up to 3.1 has no room for the parent: what is whole counts."
			if n > 16 {
				a.why = "A union that no kernel sent: what is whole counts, what is not is kept."
			}
			fields := structFields(s, o, whole[:n])
			if n > 16 && n != 20 {
				fields = append(fields, vectors.Hex("cut", whole[n&^3:n]))
			}
			m.add(vectors.Message, s.Name, o.word, whole[:n], a, vectors.Answer{OK: true, Fields: fields})
			continue
		}
		a.refuses = slices.DeleteFunc(rulesOf(s), func(r string) bool { return r == "R3" || r == "R6" })
		if s.Name == "nlmsghdr" {
			a.refuses = []string{"R4"}
		}
		if strings.HasPrefix(s.Name, "proc_event.") {
			a.refuses = append(slices.DeleteFunc(a.refuses, func(r string) bool { return r == "R9" }), "R9")
		}
		expect := failure(spec.ClassShort, s.Name, 0, least(s), n)
		if n == s.Size-1 && (s.Name == "nlmsghdr" || s.Name == "cn_msg") { // two are enough, and all would be a lot of text
			expect.Fields = brokenFields(s, o, whole[:n])
			a.why += " What is whole of them is shown."
		}
		m.add(vectors.Message, s.Name, o.word, whole[:n], a, expect)
	}
}

// trailing puts bytes behind a struct that it does not have.
func (m *maker) trailing(s *spec.Struct, o byteOrder) {
	b := m.must(m.t.New(o, s.Name, nil))
	if s.Name == "cn_ctl_msg" {
		ranges := m.must(m.t.New(o, "cn_notify_req", set{"first": 77, "range": 1}))
		ctl := m.must(m.t.New(o, s.Name, set{"idx_notify_num": 1, "group": 3, "len": 8}))
		m.add(vectors.Message, s.Name, o.word, append(bytes.Clone(ctl), ranges...), about{
			name: "cn_ctl_msg/ranges", accepts: []string{"R1"}, flags: []string{"notifier", "trailing"},
			why: "The range that it counts is behind the struct that was asked for, and not of it.",
		}, vectors.Answer{OK: true, Fields: append(structFields(s, o, ctl), vectors.Hex("rest", ranges))})
	}
	for n := 1; n <= 5 && s.Size < large; n += 4 {
		behind := bytes.Repeat([]byte{0xa5}, n)
		m.add(vectors.Message, s.Name, o.word, append(bytes.Clone(b), behind...), about{
			name: fmt.Sprintf("%s/behind=%d", s.Name, n), accepts: []string{"R1"}, flags: []string{"trailing"},
			why: "Bytes behind the struct are not of it, and not lost.",
		}, vectors.Answer{OK: true, Fields: append(structFields(s, o, b), vectors.Hex("rest", behind))})
	}
}

// different is a byte that its neighbours are not, and that comes again behind a prime
// number of others, which is no distance of two fields.
func different(i int) byte { return byte(i%251 + 1) }
