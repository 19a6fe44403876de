package modules

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/abi"
)

// c writes a header: structs and constants for programs, and the same as tables,
// by which modules/c/cnwire_codec.h reads and writes either byte order.
func c(t *spec.Table) []byte {
	w := &writer{}
	w.line("// %s", banner)
	w.line("%s", cHead)
	w.line("/* Numbers. A name that several sets have is here once. */")
	seen := map[string]uint64{}
	for _, set := range t.Sets() {
		w.line("")
		for _, v := range t.Set(set) {
			if old, again := seen[v.Name]; again && old != v.Value {
				panic("gen: two numbers are called " + v.Name)
			} else if again {
				continue
			}
			seen[v.Name] = v.Value
			w.line("#define CNWIRE_%-28s UINT32_C(%#x) /* %s */", v.Name, v.Value, v.Doc)
		}
	}
	for _, s := range inOrder(t) {
		w.cStruct(t, &s)
	}
	w.cTables(t)
	w.line("")
	w.line("#ifdef CNWIRE_CHECK_UAPI /* The kernel's own headers have the same layout: the versions that have it at all. */")
	w.line("%s", strings.TrimSpace(abi.Assertions(t)))
	w.line("%s", cUAPI)
	for _, set := range []string{"cn_idx", "proc_cn_mcast_op", "proc_event_what"} {
		w.cValues(t, set)
	}
	w.line("#endif")
	w.line("#endif")
	return w.b
}

// cRoom is how many conditions or counts a row may have in the types of cTableTypes.
const cRoom = 4

// cTypes has the types of numbers.
var cTypes = map[spec.Type]string{
	spec.U8: "uint8_t", spec.X8: "uint8_t", spec.U16: "uint16_t", spec.X16: "uint16_t", spec.U32: "uint32_t", spec.X32: "uint32_t", spec.U64: "uint64_t", spec.X64: "uint64_t",
	spec.S32: "int32_t", spec.S64: "int64_t",
}

func (w *writer) cStruct(t *spec.Table, s *spec.Struct) {
	name := "struct cnwire_" + snake(s.Name)
	w.line("")
	w.line("/* %s */", s.Doc)
	w.line("%s {", name)
	for _, f := range s.Fields {
		switch {
		case f.Type == spec.Union:
			w.line("\tunion {")
			w.line("\t\tuint8_t bytes[%d];", f.Size)
			for _, a := range arms(t, &f) {
				if a.Struct.Size <= f.Size { // what is larger would change the size of the union
					w.line("\t\tstruct cnwire_%s %s;", snake(a.Struct.Name), cMember(a.Short))
				}
			}
			w.line("\t} %s; /* %s */", f.Name, f.Doc)
		case f.Type.Number():
			w.line("\t%s %s; /* %s */", cTypes[f.Type], cMember(f.Name), f.Doc)
		default:
			w.line("\t%s %s[%d]; /* %s */", map[bool]string{true: "char", false: "uint8_t"}[f.Type == spec.Text], cMember(f.Name), f.Size, f.Doc)
		}
	}
	w.line("}%s;", map[bool]string{true: " CNWIRE_PACKED"}[packed(t, s)])
	w.line("CNWIRE_ASSERT(sizeof(%s) == %d, \"size of %s\");", name, s.Size, s.Name)
	for _, f := range s.Fields {
		w.line("CNWIRE_ASSERT(offsetof(%s, %s) == %d, \"%s.%s\");", name, cMember(f.Name), f.Offset, s.Name, f.Name)
	}
}

func (w *writer) cTables(t *spec.Table) {
	w.line("%s", cTableTypes)
	list := inOrder(t)
	index := map[string]int{}
	for i, s := range list {
		index[s.Name] = i
		w.line("")
		w.line("static const struct cnwire_field cnwire_fields_%s[] = {", snake(s.Name))
		for _, f := range s.Fields {
			w.line("\t{ %s, %d, %d, '%c' },", quote(f.Name), f.Offset, f.Size, kindOf(f))
		}
		w.line("};")
	}
	var structs, armRows []string
	parts, armParts := 0, 0
	for i, s := range list {
		union, selector, ok := s.Union()
		chooses := "NULL"
		if ok {
			chooses = quote(selector.Name)
			for _, a := range arms(t, union) {
				armParts = max(armParts, len(a.Struct.Fields))
				armRows = append(armRows, fmt.Sprintf("\t{ %d, %#x, %s, %d },", i, a.Value.Value, quote(a.Short), index[a.Struct.Name]))
			}
		}
		parts = max(parts, len(s.Fields))
		structs = append(structs, fmt.Sprintf("\t{ %s, %d, %d, %d, %s, cnwire_fields_%s, %d },", quote(s.Name), s.Size, t.Need(&s),
			map[bool]int{true: 1}[s.BigEndian], chooses, snake(s.Name), len(s.Fields)))
	}
	w.line("\nstatic const struct cnwire_struct cnwire_structs[] = {\n%s\n};", strings.Join(structs, "\n"))
	w.line("\nstatic const struct cnwire_arm cnwire_arms[] = {\n%s\n};", strings.Join(armRows, "\n"))
	w.line("\n#define CNWIRE_PARTS %d /* at most: the fields of a struct and of its arm, and data, cut and rest */", parts+armParts+3)
	w.line("\nstatic const struct cnwire_payload cnwire_payloads[] = {")
	for _, p := range places(t) {
		when := ""
		for _, c := range p.When {
			when += fmt.Sprintf("{ %s, '%c', %d }, ", quote(subject(c)), operator(c)[0], c.Value)
		}
		in, count := "-1", strings.Join(append(quoted(repeat(p)), "NULL"), ", ")
		if max(len(p.When), len(p.Repeat)) > cRoom {
			panic("gen: the tables in C have no room for the row of " + p.Struct.Name)
		}
		if p.In != "" {
			in = fmt.Sprint(index[p.In])
		}
		w.line("\t{ %#x, %#x, %d, %s, { %s{ NULL, 0, 0 } }, %s, { %s }, %s, %s },", p.Idx, p.Val, index[p.Struct.Name], in, when, quote(p.Layout), count, quote(p.Behind), quote(p.Kind))
	}
	w.line("};")
	w.line("\nstatic const struct cnwire_value cnwire_values[] = {")
	for _, set := range t.Sets() {
		for _, v := range t.Set(set) {
			w.line("\t{ %s, %#x, %s },", quote(set), v.Value, quote(v.Name))
		}
	}
	w.line("};")
}

// kindOf is how a field is read: 'u' or 's' a number without or with a sign, 'b' bytes, 'U' a union.
func kindOf(f spec.Field) byte {
	switch {
	case f.Type == spec.Union:
		return 'U'
	case f.Type.Signed():
		return 's'
	case f.Type.Number():
		return 'u'
	}
	return 'b'
}

// cValues holds the numbers of a set against those of the kernel's headers that have them.
func (w *writer) cValues(t *spec.Table, set string) {
	for _, v := range t.Set(set) {
		since, err := spec.ParseSince(v.Since)
		if err != nil || since.Last != (spec.Version{}) {
			continue // no header of today has it
		}
		p := since.Present
		w.line("#if LINUX_VERSION_CODE >= KERNEL_VERSION(%d, %d, %d)", p[0], p[1], min(p[2], 255))
		w.line("CNWIRE_ASSERT((uint32_t)%s == CNWIRE_%s, \"%s\");", v.Name, v.Name, v.Name)
		w.line("#endif")
	}
}
