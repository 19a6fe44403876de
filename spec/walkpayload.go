package spec

// payload walks the data of a cn_msg of a user's, in [p,end), whose declared
// length is n, and reports whether a row of the grammar fits. Of structs in a row
// each is found anew: they may differ.
func (w *walker) payload(u *User, p, end, n int) bool {
	row := w.row(u, p, end, n)
	if row == nil {
		return false
	}
	next, whole := w.part(row, inCnMsg, p, end, p+n)
	for whole && row.ToEnd && next < end {
		if row = w.row(u, next, end, n); row == nil || !row.ToEnd {
			break
		}
		next, whole = w.part(row, inCnMsg, next, end, p+n)
	}
	w.raw("data", inCnMsg, next, end)
	return true
}

// row returns the row of a user's that fits what stands at p in the data of a
// cn_msg of n bytes, nil for none.
func (w *walker) row(u *User, p, end, n int) *Payload {
	for i := range w.t.payloads {
		row := &w.t.payloads[i]
		if row.User == u.Name && row.In == "" && (row.Layout == "" || row.Layout == w.layout) && w.fits(row, p, end, n) {
			return row
		}
	}
	return nil
}

// fits reports whether all conditions of a row hold that starts the data. One on a
// field that is not there does not.
func (w *walker) fits(row *Payload, p, end, n int) bool {
	for _, c := range row.When {
		v := uint64(n)
		switch {
		case c.All:
			need, ok := w.need(row, p, end)
			if !ok || v != need {
				return false
			}
			continue
		case c.Field != "len":
			if !w.has(row.Struct, p, end, c.Field) {
				return false
			}
			v = w.number(row.Struct, p, c.Field)
		}
		if !c.holds(v) {
			return false
		}
	}
	return true
}

// within reports whether a row stands in the struct at p that contains it.
func (w *walker) within(row *Payload, s *Struct, p int) bool {
	for _, c := range row.When {
		if !c.holds(w.number(s, p, c.Field)) {
			return false
		}
	}
	return true
}

// need returns how many bytes the struct at p and all that it counts have.
func (w *walker) need(row *Payload, p, end int) (uint64, bool) {
	n := uint64(row.Struct.Size)
	for _, in := range w.inside(row) {
		count, ok := w.count(row.Struct, in, p, end)
		if !ok {
			return 0, false
		}
		n += count * uint64(in.Struct.Size)
	}
	return n, true
}

// count adds up the fields of the struct at p that count what is inside it.
func (w *walker) count(s *Struct, in *Payload, p, end int) (n uint64, ok bool) {
	for _, f := range in.Repeat {
		if !w.has(s, p, end, f) {
			return 0, false
		}
		n += w.number(s, p, f)
	}
	return n, true
}

// inside returns the rows of what stands in a payload.
func (w *walker) inside(row *Payload) (rows []*Payload) {
	for i := range w.t.payloads {
		if in := &w.t.payloads[i]; in.User == row.User && in.In == row.Struct.Name {
			rows = append(rows, in)
		}
	}
	return rows
}

// part walks the struct at p and what is in it, up to end. Its container would
// have ended at declared. It returns where it ended, and whether all of it was there.
func (w *walker) part(row *Payload, depth, p, end, declared int) (next int, whole bool) {
	s := row.Struct
	if union, selector, ok := s.Union(); ok {
		w.fields(s, depth, p, end)
		w.union(s, union, selector, depth, p, end, declared)
		return end, true
	}
	if !w.fields(s, depth, p, end) {
		return end, false
	}
	next = p + s.Size
	inner := end
	if row.Behind != "" {
		inner = next + int(min(w.number(s, p, row.Behind), uint64(end-next)))
	}
	for _, in := range w.inside(row) {
		if !w.within(in, s, p) {
			continue
		}
		count, _ := w.count(s, in, p, end)
		for n := uint64(0); next < inner && (in.ToEnd || n < count); n++ {
			var ok bool
			if next, ok = w.part(in, depth+1, next, inner, declared); !ok && inner == end {
				return end, false
			}
		}
	}
	if row.Behind != "" {
		w.raw("data", depth+1, next, inner)
		next = inner
	}
	return next, true
}

// union walks the union of the struct at p, by the arm that the selector names.
func (w *walker) union(s *Struct, union, selector *Field, depth, p, end, declared int) {
	if at := p + selector.Offset + selector.Size; at > end {
		return
	} else if at > len(w.b) {
		w.ended = true
		return
	}
	from := min(p+union.Offset, end)
	arm, ok := w.t.Arm(uint32(w.number(s, p, selector.Name)))
	if !ok {
		w.raw("event_data", depth+1, from, end)
		return
	}
	need := w.t.Need(arm)
	if have := declared - (p + union.Offset); have < need {
		w.fail(ClassShort, arm.Name, "", p+union.Offset, uint64(need), have)
	}
	w.fields(arm, depth+1, from, end)
	w.raw("rest", depth+1, from+arm.Size, end)
}

// has reports whether a field of the struct at p is captured and within end.
func (w *walker) has(s *Struct, p, end int, field string) bool {
	f, _ := s.Field(field)
	return p+f.Offset+f.Size <= min(end, len(w.b))
}
