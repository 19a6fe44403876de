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
		if ksyMixed(list) {
			w.line("      - { id: parts, type: part_%s, repeat: eos, doc: \"One behind the other, each of its own kind.\" }", snake(u.Name))
			w.line("  part_%s:", snake(u.Name))
			w.line("    doc: %s", quote("One of those that a message of "+u.Name+" holds."))
			w.line("    seq:")
		}
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
			if ksyMixed(list) {
				p.ToEnd = false // the parts are repeated
			}
			w.ksyElement(t, p, "")
			w.line("        if: %s", strings.Join(rows, " or "))
		}
		if ksyMixed(list) {
			w.line("      - { id: rest, size-eos: true, if: row == 0, doc: \"What fits no row.\" }")
		} else {
			w.line("      - { id: rest, size-eos: true, doc: \"What fits no row.\" }")
		}
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

// ksyMixed reports whether structs of several kinds may follow each other at the start of the data.
func ksyMixed(list []place) bool {
	return slices.ContainsFunc(list, func(p place) bool { return p.ToEnd && p.Struct != list[0].Struct })
}

// ksyRows writes which row fits: the first whose conditions hold, as an instance; and the numbers that conditions look at.
func (w *writer) ksyRows(t *spec.Table, list []place) {
	value, start := "", ""
	if ksyMixed(list) {
		start = "start + "
	}
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
				when = append(when, fmt.Sprintf("_io.size >= %s%d", start, f.Offset+f.Size))
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
	if start != "" {
		w.line("      start: { value: _io.pos, doc: \"Where it starts: asked before anything is read.\" }")
	}
	w.line("      row: { value: %s, doc: \"Which row of the grammar fits.\" }", quote(value+"0"))
	for _, id := range slices.Sorted(maps.Keys(peeks)) {
		pos := fmt.Sprint(peeks[id].Offset)
		if start != "" {
			pos = quote(start + pos)
		}
		w.line("      %s: { pos: %s, type: %s }", id, pos, ksyTypes[peeks[id].Type])
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
	var written []string
	for _, in := range ksyInner(t, p) {
		if slices.Contains(written, in.Struct.Name) {
			continue
		}
		written = append(written, in.Struct.Name)
		w.ksyElement(t, in, head)
		if len(in.When) > 0 {
			w.line("        if: %s", ksyWithin(t, p, in.Struct, head))
		}
	}
	if p.Behind != "" {
		w.line("      - { id: rest, size-eos: true }")
	}
}

// ksyWithin returns when a struct stands in a row's: one of the rows with it says so.
func ksyWithin(t *spec.Table, p place, s *spec.Struct, head string) string {
	var rows []string
	for _, in := range ksyInner(t, p) {
		if in.Struct != s {
			continue
		}
		var when []string
		for _, c := range in.When {
			when = append(when, fmt.Sprintf("%s.%s %s %d", head, snake(c.Field), map[bool]string{true: ">=", false: "=="}[c.AtLeast], c.Value))
		}
		rows = append(rows, strings.Join(when, " and "))
	}
	return strings.Join(rows, " or ")
}
