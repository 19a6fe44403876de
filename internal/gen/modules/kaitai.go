package modules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// kaitai writes a specification for Kaitai Struct. Its root is a datagram of the connector; each struct is a type of its own too.
func kaitai(t *spec.Table) []byte {
	w := &writer{}
	w.line("# %s", banner)
	header, _ := t.Struct("cn_msg")
	w.line("%s", strings.ReplaceAll(ksyHead, "CN_MSG_SIZE", strconv.Itoa(header.Size)))
	isArm := map[string]bool{}
	for _, s := range t.Structs() {
		if union, _, ok := s.Union(); ok {
			for _, a := range arms(t, union) {
				isArm[a.Struct.Name] = true
			}
		}
	}
	for _, s := range t.Structs() {
		w.ksyStruct(t, &s, isArm[s.Name])
	}
	w.ksyGrammar(t)
	w.line("enums:")
	for _, set := range t.Sets() {
		w.line("  %s:", set)
		seen := map[uint64]bool{}
		for _, v := range t.Set(set) {
			if !seen[v.Value] { // the others are aliases, for which there is no room
				w.line("    %#x: { id: %s, doc: %s }", v.Value, strings.ToLower(v.Name), quote(v.Doc))
			}
			seen[v.Value] = true
		}
	}
	return w.b
}

// ksyTypes has the types of numbers.
var ksyTypes = map[spec.Type]string{
	spec.U8: "u1", spec.X8: "u1", spec.U16: "u2", spec.X16: "u2", spec.U32: "u4", spec.X32: "u4", spec.U64: "u8", spec.X64: "u8", spec.S32: "s4", spec.S64: "s8",
}

func (w *writer) ksyStruct(t *spec.Table, s *spec.Struct, isArm bool) {
	w.line("  %s:", snake(s.Name))
	w.line("    doc: %s", quote(s.Doc))
	if s.BigEndian {
		w.line("    meta: { endian: be }")
	}
	w.line("    seq:")
	for _, f := range s.Fields {
		w.line("      - id: %s", snake(f.Name))
		w.line("        -orig-id: %s", quote(f.Name))
		w.line("        doc: %s", quote(f.Doc))
		switch {
		case f.Type == spec.Union:
			w.ksyUnion(t, s)
		case f.Type.Number():
			w.line("        type: %s", ksyTypes[f.Type])
		default:
			w.line("        size: %d", f.Size)
		}
		if f.Type != spec.Union && f.Offset+f.Size > t.Need(s) {
			w.line("        if: _io.size - _io.pos >= %d", f.Size)
		}
	}
	var instances []string
	switch {
	case s.Name == "cn_msg":
		instances = append(instances, w.ksyData(t))
	case isArm:
		w.line("      - { id: rest, size-eos: true, doc: \"Bytes of the union behind it.\" }")
	}
	for _, f := range s.Fields {
		// An enum in the place of the number itself would lose one without a name in some languages.
		if f.Values != "" && f.Type.Number() && !strings.HasSuffix(f.Values, "_bits") {
			instances = append(instances, fmt.Sprintf("%s_name: { value: %s, enum: %s }", snake(f.Name), snake(f.Name), f.Values))
		}
	}
	if instances != nil {
		w.line("    instances:\n      %s", strings.Join(instances, "\n      "))
	}
}

// ksyUnion writes what follows the id of a union: up to the end of what holds it.
func (w *writer) ksyUnion(t *spec.Table, s *spec.Struct) {
	union, selector, _ := s.Union()
	w.line("        size-eos: true")
	w.line("        type:")
	w.line("          switch-on: %s", snake(selector.Name))
	w.line("          cases:")
	for _, a := range arms(t, union) {
		w.line("            %#x: %s # %s", a.Value.Value, snake(a.Struct.Name), a.Name)
	}
}
