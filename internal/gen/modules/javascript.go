package modules

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// javascript writes the table as objects; modules/javascript/cnwire.mjs reads them.
func javascript(t *spec.Table) []byte {
	w := &writer{}
	w.line("// %s", banner)
	w.line("// The table of the kernel connector's wire format; cnwire.d.mts has its types.")
	w.line("")
	w.line("export const SETS = {")
	for _, set := range t.Sets() {
		w.line("  %s: {", set)
		for _, v := range t.Set(set) {
			w.line("    %s: %#x, // %s", v.Name, v.Value, v.Doc)
		}
		w.line("  },")
	}
	w.line("};")
	w.line("")
	w.line("export const STRUCTS = {")
	for _, s := range t.Structs() {
		w.line("  %s: {", quote(s.Name))
		w.line("    size: %d, need: %d, big: %t,", s.Size, t.Need(&s), s.BigEndian)
		w.line("    fields: [")
		for _, f := range s.Fields {
			w.line("      { name: %s, offset: %d, size: %d, type: %s, set: %s },", quote(f.Name), f.Offset, f.Size, quote(string(f.Type)), quote(f.Values))
		}
		w.line("    ],")
		if union, selector, ok := s.Union(); ok {
			w.line("    selector: %s,", quote(selector.Name))
			w.line("    arms: new Map([")
			for _, a := range arms(t, union) {
				w.line("      [%#x, %s],", a.Value.Value, quote(a.Struct.Name))
			}
			w.line("    ]),")
		}
		w.line("  },")
	}
	w.line("};")
	w.line("")
	w.line("export const USERS = [")
	for _, u := range t.Users() {
		w.line("  { name: %s, idx: %#x, val: %#x },", quote(u.Name), u.Idx, u.Val)
	}
	w.line("];")
	w.line("")
	w.line("export const PAYLOADS = [")
	for _, p := range places(t) {
		var when []string
		for _, c := range p.When {
			when = append(when, fmt.Sprintf("{ field: %s, compare: %s, number: %d }", quote(subject(c)), quote(operator(c)), c.Value))
		}
		w.line("  { idx: %#x, val: %#x, struct: %s, inside: %s, when: [%s], layout: %s, repeat: [%s], behind: %s, kind: %s },", p.Idx, p.Val,
			quote(p.Struct.Name), quote(p.In), strings.Join(when, ", "), quote(p.Layout), strings.Join(quoted(repeat(p)), ", "), quote(p.Behind), quote(p.Kind))
	}
	w.line("];")
	return w.b
}
