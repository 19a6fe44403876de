package filter

import (
	"bytes"
	"math/big"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// Slow says what a filter that compiles says of a frame, in the obvious way:
// straight from its text's nodes, every value with every other, numbers of any
// size. It shares the parser, the types and the constants with Match and no way
// of getting at values.
func Slow(text string, f *analysis.Frame) bool {
	root := parse(text)
	return root == nil || (&slow{compiler{text: text}, f}).test(root)
}

type slow struct {
	c compiler
	f *analysis.Frame
}

func (s *slow) test(n node) bool {
	switch n := n.(type) {
	case *bothNode:
		for _, part := range n.list {
			if s.test(part) != (n.op == "&&") {
				return n.op != "&&"
			}
		}
		return n.op == "&&"
	case *notNode:
		return !s.test(n.of)
	case *inNode:
		left, ok := s.values(n.left, nil)
		t := s.c.operand(n.left, nil).typ()
		every, some := true, false
		for _, v := range left {
			in := false
			for _, e := range n.set {
				from, _ := s.values(e.from, t)
				if e.to == nil {
					in = in || s.one(t, v, s.cut(t, e.from, from), "==", true)
					continue
				}
				to, _ := s.values(e.to, t)
				in = in || s.one(t, v, from, ">=", true) && s.one(t, v, to, "<=", true)
			}
			every, some = every && in, some || in
		}
		return ok && (n.quantifier == "all" && every || n.quantifier != "all" && some)
	case *compareNode:
		return s.compare(n)
	}
	of := n
	list, ok := s.values(of, nil)
	for {
		braced, is := of.(*bracedNode)
		if !is {
			break
		}
		of = braced.of
	}
	switch of.(type) {
	case *nameNode:
		return ok
	case *sliceNode:
		for _, v := range list {
			if len(v.bytes) > 0 {
				return true
			}
		}
		return false
	}
	for _, v := range list {
		if v.num != 0 || v.nsec != 0 || strings.Trim(string(v.bytes), "\x00") != "" {
			return true
		}
	}
	return false
}

// cut cuts a constant as the kernel cuts a text.
func (s *slow) cut(t *typ, n node, list []value) []value {
	if _, ok := n.(*literalNode); !ok || t.class != characters || t.bits == 0 || len(list[0].bytes) < t.bits/8 {
		return list
	}
	return []value{{bytes: list[0].bytes[:t.bits/8-1]}}
}

func (s *slow) compare(n *compareNode) bool {
	left, ok := s.values(n.left, nil)
	t := s.c.operand(n.left, nil).typ()
	if name, is := n.left.(*nameNode); is && name.subject.field == nil && name.subject.proto.open && strings.Contains("contains matches", n.op) {
		for i := range left {
			left[i].bytes = s.f.Data
		}
	}
	if n.op == "matches" {
		m := matchTest{re: s.c.expression(n.right)}
		every, some := true, false
		for _, v := range left {
			is := m.holds(v.bytes)
			every, some = every && is, some || is
		}
		return ok && (n.quantifier == "all" && every || n.quantifier != "all" && some)
	}
	right, there := s.values(n.right, t)
	if strings.Contains("contains===!==", n.op) {
		right = s.cut(t, n.right, right)
	}
	all := n.quantifier == "all" || n.quantifier == "" && (n.op == "!=" || n.op == "===")
	every, some := true, false
	for _, v := range left {
		every = every && s.one(t, v, right, n.op, false)
		some = some || s.one(t, v, right, n.op, true)
	}
	return ok && there && (all && every || !all && some)
}

// one reports whether a value stands so to any of some, or else to all of them.
func (s *slow) one(t *typ, a value, list []value, op string, any bool) bool {
	for _, b := range list {
		var d int
		switch {
		case op == "contains":
			if is := len(b.bytes) > 0 && strings.Contains(string(a.bytes), string(b.bytes)); is == any {
				return any
			}
			continue
		case t.isNumber():
			if !a.signed && exact(b).Sign() < 0 {
				continue // no order
			}
			d = exact(a).Cmp(exact(b))
		case t.class == moment || t.class == duration:
			nano := func(v value) *big.Int {
				n := new(big.Int).Mul(big.NewInt(int64(v.num)), big.NewInt(1e9))
				return n.Add(n, big.NewInt(int64(v.nsec)))
			}
			d = nano(a).Cmp(nano(b))
		case t.class == characters || len(a.bytes) == len(b.bytes):
			d = strings.Compare(string(a.bytes), string(b.bytes))
		default:
			d = len(a.bytes) - len(b.bytes)
		}
		is := map[string]bool{"==": d == 0, "===": d == 0, "!=": d != 0, "!==": d != 0, "<": d < 0, "<=": d <= 0, ">": d > 0, ">=": d >= 0}[op]
		if is == any {
			return any
		}
	}
	return !any
}

func exact(v value) *big.Int {
	if v.signed {
		return big.NewInt(int64(v.num))
	}
	return new(big.Int).SetUint64(v.num)
}

// values returns what a node is in the frame, in a list of its own.
func (s *slow) values(n node, want *typ) (list []value, ok bool) {
	t := s.c.operand(n, want).typ()
	each := func(of []value, f func(v value) value) {
		for _, v := range of {
			list = append(list, f(v))
		}
	}
	switch n := n.(type) {
	case *nameNode:
		list = s.name(n)
		return list, len(list) > 0
	case *bracedNode:
		return s.values(n.of, want)
	case *sliceNode:
		of, ok := s.values(n.of, nil)
		each(of, func(v value) value {
			var b []byte
			for i := range n.spans {
				from, to, whole := n.spans[i].cut(len(v.bytes))
				if !whole {
					break
				}
				b = append(b, v.bytes[from:to]...)
			}
			return value{bytes: b}
		})
		return list, ok
	case *signNode:
		if _, literal := n.of.(*literalNode); !literal {
			of, ok := s.values(n.of, nil)
			for _, v := range of {
				if t.class == duration {
					list = append(list, timeOf(-int64(v.num), -int64(v.nsec)))
				} else if r := new(big.Int).Neg(exact(v)); fits(r, t.width(), true) && (v.signed || v.num>>(t.width()-1) == 0) || v.signed && r.IsInt64() {
					list = append(list, value{num: uint64(r.Int64()), signed: true})
				}
			}
			return list, ok
		}
	case *callNode:
		return s.call(n)
	case *arithmeticNode:
		left, ok := s.values(n.left, want)
		right, there := s.values(n.right, s.c.operand(n.left, want).typ())
		if len(left) > 1 && len(right) > 1 && len(left)*len(right) > 65536 {
			return nil, ok && there
		}
		for _, l := range left {
			for _, r := range right {
				if v, ok := calculate(t, n.op, l, r); ok {
					list = append(list, v)
				}
			}
		}
		return list, ok && there
	}
	return []value{s.c.operand(n, want).(*constant).list[0]}, true
}

// fits reports whether a number has a place in so many bits.
func fits(n *big.Int, bits int, signed bool) bool {
	if !signed {
		return n.Sign() >= 0 && n.BitLen() <= bits
	}
	least := new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), uint(bits-1)))
	return n.BitLen() < bits || n.Cmp(least) == 0
}

func calculate(t *typ, op string, l, r value) (value, bool) {
	switch {
	case t.isBytes() && len(l.bytes) != len(r.bytes):
		return value{}, false
	case t.isBytes():
		var b []byte
		for i := range l.bytes {
			b = append(b, l.bytes[i]&r.bytes[i])
		}
		return value{bytes: b}, true
	case t.class == duration && op == "-":
		return timeOf(int64(l.num)-int64(r.num), int64(l.nsec)-int64(r.nsec)), true
	case t.class == duration:
		return timeOf(int64(l.num)+int64(r.num), int64(l.nsec)+int64(r.nsec)), true
	}
	a, b, n := exact(l), new(big.Int).SetUint64(r.num), new(big.Int)
	b.And(b, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), uint(t.bits)), big.NewInt(1)))
	if l.signed && b.Bit(t.bits-1) == 1 {
		b.Sub(b, new(big.Int).Lsh(big.NewInt(1), uint(t.bits)))
	}
	switch op {
	case "+":
		n.Add(a, b)
	case "-":
		if n.Sub(a, b); !l.signed && n.Sign() < 0 { // tshark goes by the sign of the right side
			return value{num: uint64(n.Int64()), signed: true}, fits(b, t.bits-1, false)
		}
	case "*":
		n.Mul(a, b)
	case "&":
		n.And(a, b)
	case "/", "%":
		if b.Sign() == 0 {
			return value{}, false
		}
		quotient, rest := new(big.Int).QuoRem(a, b, new(big.Int))
		if n = quotient; op == "%" {
			if n = rest; !fits(quotient, 64, l.signed) {
				return value{}, false
			}
		}
	}
	if l.signed {
		return value{num: uint64(n.Int64()), signed: true}, fits(n, t.bits, true)
	}
	return value{num: n.Uint64()}, fits(n, t.bits, false)
}

// name lists the values of a name, counting layers anew for each.
func (s *slow) name(n *nameNode) (list []value) {
	keep := func(off int, v value) {
		layer, all := 0, 0
		if p := n.subject.proto; p != nil && p.whole == nil {
			for _, span := range s.f.Spans {
				if p.starts[span.Struct] {
					if all++; span.Off <= off {
						layer = all
					}
				}
			}
		}
		in := n.layers == nil
		for i := range n.layers {
			from, to, _ := n.layers[i].cut(max(all, 1) + 1)
			in = in || from <= max(layer, 1) && max(layer, 1) < to
		}
		if in {
			list = append(list, v)
		}
	}
	if n.subject.field == nil {
		n.subject.proto.each(s.f, func(from, to int) { keep(from, value{bytes: s.f.Data[from:to]}) })
		return list
	}
	for _, v := range n.subject.field.Values(s.f, nil) {
		own := value{num: v.Num}
		switch v.Field.Kind {
		case analysis.Int:
			own.signed = true
		case analysis.Duration:
			own = timeOf(0, int64(v.Num))
		case analysis.Time, analysis.Epoch:
			own = timeOf(int64(v.Num), int64(v.Nsec))
		case analysis.Bytes, analysis.Text:
			own = value{bytes: append([]byte(v.Text), v.Data...)}
			if v.Field.Kind == analysis.Text && v.Data != nil {
				own.bytes, _, _ = bytes.Cut(own.bytes, []byte{0})
			}
		}
		keep(v.Off, own)
	}
	return list
}

func (s *slow) call(n *callNode) (list []value, ok bool) {
	var of []value
	var want *typ
	for _, arg := range n.args {
		list, _ := s.values(arg, want)
		of = append(of, list...)
		if want == nil {
			want = s.c.operand(arg, nil).typ()
		}
	}
	ok = len(of) > 0
	switch n.name {
	case "count":
		return []value{{num: uint64(len(of))}}[:min(1, len(of))], ok
	case "max", "min":
		for _, v := range of {
			if len(list) == 0 || s.one(want, v, list, map[string]string{"max": ">", "min": "<"}[n.name], true) {
				list = []value{v}
			}
		}
		return list, ok
	}
	for _, v := range of {
		own := v
		switch {
		case n.name == "upper":
			own.bytes = append([]byte{}, v.bytes...)
			for i, c := range v.bytes {
				if 'a' <= c && c <= 'z' {
					own.bytes[i] = c - 32
				}
			}
		case n.name == "lower":
			own.bytes = append([]byte{}, v.bytes...)
			for i, c := range v.bytes {
				if 'A' <= c && c <= 'Z' {
					own.bytes[i] = c + 32
				}
			}
		case n.name == "string":
			own = value{bytes: []byte(exact(v).String())}
		case n.name == "len" && (want.isBytes() || want.class == characters):
			own = value{num: uint64(len(v.bytes))}
		case n.name == "len":
			own = value{num: uint64(want.size())}
		case want.class == duration && int64(v.num) < 0:
			own = timeOf(-int64(v.num), -int64(v.nsec))
		case want.isNumber() && v.signed && int64(v.num) < 0:
			if v.num == 1<<63 {
				continue
			}
			own = value{num: uint64(-int64(v.num)), signed: true}
		}
		list = append(list, own)
	}
	if n.name == "abs" {
		_, ok = s.values(n.args[0], nil)
	}
	return list, ok
}

// Steps is how many comparisons and looks at a byte Match has made, and what its
// buffers have grown to.
func (f *Filter) Steps() (steps, bytes int) {
	r := &f.run
	return r.steps, 48*cap(r.values) + 96*cap(r.raw) + cap(r.arena) + 8*cap(r.starts) + 24*cap(r.search.nodes) + 4*cap(r.search.queue)
}
