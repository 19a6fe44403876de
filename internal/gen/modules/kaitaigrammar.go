package modules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// ksyLayout is the form of messages that a specification without an option can have: that of kernels since 2.6.18.
const ksyLayout = "ns"

// ksyData writes what a cn_msg carries: a type for each user who has rows in the grammar. It returns the instance that tells them apart.
func (w *writer) ksyData(t *spec.Table) string {
	w.line("      - id: data")
	w.line("        doc: \"What the message carries: bytes, or a type by its user.\"")
	w.line("        size: len")
	w.line("        type:")
	w.line("          switch-on: user")
	w.line("          cases:")
	number, which := 0, ""
	for _, u := range t.Users() {
		if len(ksyTop(t, u)) > 0 {
			number++
			w.line("            %d: data_%s", number, snake(u.Name))
			which += fmt.Sprintf("(id_idx == %#x and id_val == %#x) ? %d : ", u.Idx, u.Val, number)
		}
	}
	return fmt.Sprintf("user: { value: %s, doc: \"Which of the cases.\" }", quote(which+"0"))
}

// ksyTop returns the rows of a user that start the data.
func ksyTop(t *spec.Table, u spec.User) (list []place) {
	for _, p := range places(t) {
		if p.User == u.Name && p.In == "" && (p.Layout == "" || p.Layout == ksyLayout) {
			list = append(list, p)
		}
	}
	return list
}

// ksyInner returns the rows that stand in or behind a row.
func ksyInner(t *spec.Table, p place) (list []place) {
	for _, in := range places(t) {
		if in.User == p.User && in.In == p.Struct.Name {
			list = append(list, in)
		}
	}
	return list
}

// ksyGrammar writes the types of what users send: for each user the data of a cn_msg, for each row that is more than a struct a whole.
func (w *writer) ksyGrammar(t *spec.Table) {
	for _, u := range t.Users() {
		list := ksyTop(t, u)
		if len(list) == 0 {
			continue
		}
		w.line("  data_%s:", snake(u.Name))
		w.line("    doc: %s", quote(u.Doc))
		w.line("    seq:")
		var structs []string
		for _, p := range list {
			if slices.Contains(structs, p.Struct.Name) {
				continue
			}
			structs = append(structs, p.Struct.Name)
			var rows []string
			for i, same := range list {
				if same.Struct == p.Struct {
					rows = append(rows, fmt.Sprintf("row == %d", i+1))
				}
			}
			w.ksyElement(t, p, "")
			w.line("        if: %s", strings.Join(rows, " or "))
		}
		w.line("      - { id: rest, size-eos: true, doc: \"What fits no row.\" }")
		w.ksyRows(t, list)
	}
	written := map[string]bool{}
	for _, p := range places(t) {
		if name := p.User + " " + p.Struct.Name; ksyIsWhole(t, p) && !written[name] {
			written[name] = true
			w.ksyWhole(t, p)
		}
	}
}

// ksyRows writes which row fits: the first whose conditions hold, as an instance; and the numbers that conditions look at.
func (w *writer) ksyRows(t *spec.Table, list []place) {
	value := ""
	peeks := map[string]spec.Field{}
	peek := func(s *spec.Struct, name string) string {
		f, _ := s.Field(name)
		id := "peek_" + snake(s.Name) + "_" + snake(name)
		peeks[id] = *f
		return id
	}
	for i, p := range list {
		when := []string{"true"}
		for _, c := range p.When {
			have := "_io.size"
			if c.Field != "len" {
				have = peek(p.Struct, c.Field)
				f := peeks[have]
				when = append(when, fmt.Sprintf("_io.size >= %d", f.Offset+f.Size))
			}
			switch operator(c) {
			case "all":
				need := fmt.Sprint(p.Struct.Size)
				for _, in := range ksyInner(t, p) {
					for _, count := range in.Repeat {
						need += fmt.Sprintf(" + %s * %d", peek(p.Struct, count), in.Struct.Size)
					}
				}
				when = append(when, fmt.Sprintf("_io.size >= %d and _io.size == %s", p.Struct.Size, need))
			case "=":
				when = append(when, fmt.Sprintf("%s == %d", have, c.Value))
			default:
				when = append(when, fmt.Sprintf("%s >= %d", have, c.Value))
			}
		}
		value += fmt.Sprintf("(%s) ? %d : ", strings.Join(when, " and "), i+1)
	}
	w.line("    instances:")
	w.line("      row: { value: %s, doc: \"Which row of the grammar fits.\" }", quote(value+"0"))
	for _, id := range slices.Sorted(maps.Keys(peeks)) {
		w.line("      %s: { pos: %d, type: %s }", id, peeks[id].Offset, ksyTypes[peeks[id].Type])
	}
}

// ksyElement writes an element of a seq: the struct of a row, with all that is in it. Its counts are fields of head.
func (w *writer) ksyElement(t *spec.Table, p place, head string) {
	w.line("      - id: %s", snake(p.Struct.Name))
	w.line("        doc: %s", quote(p.Doc))
	name := snake(p.Struct.Name)
	if ksyIsWhole(t, p) {
		name = "whole_" + snake(p.User) + "_" + name
	}
	w.line("        type: %s", name)
	switch {
	case p.ToEnd:
		w.line("        repeat: eos")
	case p.Repeat != nil:
		var counts []string
		for _, f := range p.Repeat {
			counts = append(counts, head+"."+snake(f))
		}
		w.line("        repeat: expr")
		w.line("        repeat-expr: %s", strings.Join(counts, " + "))
	}
}

// ksyIsWhole reports whether a row is more than its struct.
func ksyIsWhole(t *spec.Table, p place) bool { return p.Behind != "" || len(ksyInner(t, p)) > 0 }

// ksyWhole writes the type of a row that is more than its struct.
func (w *writer) ksyWhole(t *spec.Table, p place) {
	name := "whole_" + snake(p.User) + "_" + snake(p.Struct.Name)
	w.line("  %s:", name)
	w.line("    doc: %s", quote(p.Doc))
	w.line("    seq:")
	w.line("      - { id: head, type: %s }", snake(p.Struct.Name))
	head := "head"
	if p.Behind != "" {
		w.line("      - { id: inside, size: head.%s, type: %s_inside }", snake(p.Behind), name)
		w.line("  %s_inside:", name)
		w.line("    seq:")
		head = "_parent.head"
	}
	for _, in := range ksyInner(t, p) {
		w.ksyElement(t, in, head)
	}
	if p.Behind != "" {
		w.line("      - { id: rest, size-eos: true }")
	}
}
