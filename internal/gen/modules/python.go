package modules

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// python writes the table as tuples and enums; modules/python/cnwire.py reads them.
func python(t *spec.Table) []byte {
	w := &writer{}
	w.line("# %s", banner)
	w.line(`"""The table of the kernel connector's wire format: structs, names of numbers, who talks, and what stands where."""`)
	w.line("from enum import IntEnum, IntFlag")
	w.line("from typing import NamedTuple, Tuple")
	w.line("%s", pythonTypes)
	for _, set := range t.Sets() {
		kind := "IntEnum"
		if strings.HasSuffix(set, "_bits") {
			kind = "IntFlag"
		}
		w.line("")
		w.line("")
		w.line("class %s(%s):", camel(set), kind)
		for _, v := range t.Set(set) {
			w.line("    %s = %#x  # %s", v.Name, v.Value, v.Doc)
		}
	}
	w.line("")
	w.line("")
	w.line("SETS = {")
	for _, set := range t.Sets() {
		w.line("    %s: %s,", quote(set), camel(set))
	}
	w.line("}")
	w.line("")
	w.line("STRUCTS = {s.name: s for s in [")
	for _, s := range t.Structs() {
		w.pythonStruct(t, &s)
	}
	w.line("]}")
	w.line("")
	w.line("USERS = [")
	for _, u := range t.Users() {
		w.line("    User(%s, %#x, %#x, %s),", quote(u.Name), u.Idx, u.Val, quote(u.Doc))
	}
	w.line("]")
	w.line("")
	w.line("PAYLOADS = [")
	for _, p := range places(t) {
		var when []string
		for _, c := range p.When {
			when = append(when, fmt.Sprintf("(%s, %s, %d)", quote(subject(c)), quote(operator(c)), c.Value))
		}
		w.line("    Payload(%#x, %#x, %s, %s, %s, %s, %s, %s, %s),", p.Idx, p.Val, quote(p.Struct.Name), quote(p.In), pythonTuple(when),
			quote(p.Layout), pythonTuple(quoted(repeat(p))), quote(p.Behind), quote(p.Kind))
	}
	w.line("]")
	return w.b
}

func (w *writer) pythonStruct(t *spec.Table, s *spec.Struct) {
	w.line("    Struct(%s, %d, %d, %s, %s, (", quote(s.Name), s.Size, t.Need(s), map[bool]string{true: "True", false: "False"}[s.BigEndian], quote(s.Doc))
	for _, f := range s.Fields {
		w.line("        Field(%s, %d, %d, %s, %s, %s),", quote(f.Name), f.Offset, f.Size, quote(string(f.Type)), quote(f.Values), quote(f.Doc))
	}
	union, selector, ok := s.Union()
	if !ok {
		w.line("    ), \"\", {}),")
		return
	}
	w.line("    ), %s, {", quote(selector.Name))
	for _, a := range arms(t, union) {
		w.line("        %#x: %s,", a.Value.Value, quote(a.Struct.Name))
	}
	w.line("    }),")
}

// pythonTuple writes a tuple, of one element too.
func pythonTuple(list []string) string {
	if len(list) == 1 {
		return "(" + list[0] + ",)"
	}
	return "(" + strings.Join(list, ", ") + ")"
}

func quoted(list []string) (out []string) {
	for _, s := range list {
		out = append(out, quote(s))
	}
	return out
}

const pythonTypes = `

class Field(NamedTuple):
    name: str
    offset: int  # bytes from the start of its struct
    size: int
    type: str  # u8 to u64, s32, s64; x8 to x64: numbers that are shown in hexadecimal; text, bytes, pad, union
    set: str  # the name in SETS of what names its numbers, or ""
    doc: str


class Struct(NamedTuple):
    name: str
    size: int
    need: int  # bytes that have to be there: fewer where it was smaller once, or ends in a union
    big: bool  # big-endian on every machine
    doc: str
    fields: Tuple[Field, ...]
    selector: str  # the field whose number says what the union holds, or ""
    arms: dict  # that number: the name of a struct


class User(NamedTuple):
    name: str
    idx: int
    val: int
    doc: str


class Payload(NamedTuple):
    idx: int  # whose messages
    val: int
    struct: str
    inside: str  # the struct that it stands in or behind; "": it starts the data of a cn_msg
    when: tuple  # (field, "=" or ">=" or "all", number): all must hold; "len" is that of the cn_msg
    layout: str  # only in this form of the user's messages; "": in any
    repeat: tuple  # fields of inside that count it together; ("*",): up to the end
    behind: str  # the field that says how many bytes behind the struct are its own
    kind: str  # "request", "answer", "event" or ""`
