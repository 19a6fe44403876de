package modules

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// rust writes a struct a struct, with how it is read and written field by field; modules/rust/cnwire.rs has the rest.
func rust(t *spec.Table) []byte {
	w := &writer{}
	w.line("// %s", banner)
	w.line("")
	w.line("//! The table of the kernel connector's wire format. Numbers are the host's; read and write take either order.")
	w.line("")
	w.line("use super::{decode, Compare, Condition, Failure, Order, Payload, Reader, Selected, Value, Visitor, Wire, Writer};")
	for _, set := range t.Sets() {
		w.rustSet(set, t.Set(set))
	}
	w.line("")
	w.line("/// Set, number and name; of several names of a number the first one counts.")
	w.line("pub static VALUES: &[(&str, u64, &str)] = &[")
	for _, set := range t.Sets() {
		for _, v := range t.Set(set) {
			w.line("    (%s, %#x, %s),", quote(set), v.Value, quote(v.Name))
		}
	}
	w.line("];")
	for _, s := range inOrder(t) {
		w.rustStruct(t, &s)
	}
	w.line("")
	w.line("/// Calls a visitor with the struct of that name, and says whether there is one.")
	w.line("pub fn by_name<V: Visitor>(name: &str, visitor: &mut V) -> bool {")
	w.line("    match name {")
	for _, s := range inOrder(t) {
		w.line("        %s => visitor.visit::<%s>(),", quote(s.Name), camel(s.Name))
	}
	w.line("        _ => return false,")
	w.line("    }")
	w.line("    true")
	w.line("}")
	w.line("")
	w.line("/// What stands where in whose messages: of the rows that fit, the first one counts.")
	w.line("pub static PAYLOADS: &[Payload] = &[")
	for _, p := range places(t) {
		var when []string
		for _, c := range p.When {
			how := map[string]string{"=": "Is", ">=": "AtLeast", "all": "All"}[operator(c)]
			when = append(when, fmt.Sprintf("Condition { field: %s, compare: Compare::%s, number: %d }", quote(subject(c)), how, c.Value))
		}
		w.line("    Payload { idx: %#x, val: %#x, name: %s, inside: %s, when: &[%s], layout: %s, repeat: &[%s], behind: %s, kind: %s },", p.Idx, p.Val,
			quote(p.Struct.Name), quote(p.In), strings.Join(when, ", "), quote(p.Layout), strings.Join(quoted(repeat(p)), ", "), quote(p.Behind), quote(p.Kind))
	}
	w.line("];")
	return w.b
}

// rustType returns the type of a field.
func rustType(f spec.Field) string {
	if !f.Type.Number() {
		return fmt.Sprintf("[u8; %d]", f.Size)
	}
	return map[bool]string{true: "i", false: "u"}[f.Type.Signed()] + fmt.Sprint(8*f.Size)
}

func (w *writer) rustSet(set string, values []spec.Value) {
	w.line("")
	w.line("pub mod %s {", set)
	for _, v := range values {
		w.line("    /// %s", v.Doc)
		w.line("    pub const %s: u32 = %#x;", v.Name, v.Value)
	}
	w.line("}")
}

func (w *writer) rustStruct(t *spec.Table, s *spec.Struct) {
	name := camel(s.Name)
	union, selector, hasUnion := s.Union()
	w.line("")
	w.line("/// %s", s.Doc)
	w.line("#[repr(C%s)]", map[bool]string{true: ", packed"}[packed(t, s)])
	w.line("#[derive(Clone, Copy, Debug, PartialEq, Eq)]")
	w.line("pub struct %s {", name)
	for _, f := range s.Fields {
		w.line("    /// %s", f.Doc)
		w.line("    pub %s: %s,", rustMember(f.Name), rustType(f))
	}
	w.line("}")
	w.line("")
	w.line("const _: () = assert!(core::mem::size_of::<%s>() == %d); // so there is no gap, and each field is where it belongs", name, s.Size)
	w.line("")
	w.line("impl Wire for %s {", name)
	w.line("    const NAME: &'static str = %s;", quote(s.Name))
	w.line("    const SIZE: usize = %d;", s.Size)
	w.line("    const NEED: usize = %d;", t.Need(s))
	w.line("    const BIG: bool = %t;", s.BigEndian)
	w.line("")
	w.line("    fn read(r: &mut Reader) -> Self {")
	w.line("        %s {", name)
	for _, f := range s.Fields {
		w.line("            %s: r.%s(),", rustMember(f.Name), map[bool]string{true: "fill", false: "get"}[f.Type == spec.Union])
	}
	w.line("        }")
	w.line("    }")
	w.line("")
	w.line("    fn write(&self, w: &mut Writer) {")
	for _, f := range s.Fields {
		w.line("        w.put(self.%s);", rustMember(f.Name))
	}
	w.line("    }")
	w.line("")
	w.line("    fn each(&self, see: &mut dyn FnMut(&'static str, usize, Value)) {")
	for _, f := range s.Fields {
		if f.Type != spec.Union {
			w.line("        see(%s, %d, Value::from(self.%s));", quote(f.Name), f.Offset+f.Size, rustMember(f.Name))
		}
	}
	w.line("    }")
	if hasUnion {
		w.rustSelected(arms(t, union), selector.Name)
	}
	w.line("}")
	if hasUnion {
		w.rustArms(name, arms(t, union), selector.Name)
	}
}

// rustSelected writes which struct a union holds, by name.
func (w *writer) rustSelected(list []arm, selector string) {
	w.line("")
	w.line("    fn selected(&self) -> Selected {")
	w.line("        match self.%s {", rustMember(selector))
	for _, a := range list {
		w.line("            %#x => Selected::Arm(%s),", a.Value.Value, quote(a.Struct.Name))
	}
	w.line("            _ => Selected::Unknown,")
	w.line("        }")
	w.line("    }")
}

// rustArms writes the same as an enum of values.
func (w *writer) rustArms(name string, list []arm, selector string) {
	w.line("")
	w.line("/// What the union of a %s holds.", name)
	w.line("#[derive(Clone, Copy, Debug, PartialEq, Eq)]")
	w.line("pub enum %sArm {", name)
	for _, a := range list {
		w.line("    %s(%s),", camel(a.Short), camel(a.Struct.Name))
	}
	w.line("}")
	w.line("")
	w.line("impl %s {", name)
	w.line("    /// Reads what the union holds, out of all bytes behind the fields before it. None: nobody knows this number.")
	w.line("    pub fn arm(&self, union: &[u8], order: Order) -> Result<Option<%sArm>, Failure> {", name)
	w.line("        Ok(Some(match self.%s {", rustMember(selector))
	for _, a := range list {
		w.line("            %#x => %sArm::%s(decode(union, order)?.value),", a.Value.Value, name, camel(a.Short))
	}
	w.line("            _ => return Ok(None),")
	w.line("        }))")
	w.line("    }")
	w.line("}")
}
