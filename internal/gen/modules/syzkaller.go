package modules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// syz writes a description in syzlang, beside those of sys/linux, whose sock_netlink, sockaddr_nl_proc, msghdr_netlink and send_flags
// it uses: requests that user space sends, and what it receives.
func syz(t *spec.Table) []byte {
	w := &writer{}
	w.line("# %s", banner)
	w.line("%s", syzHead)
	rows := syzRows(t)
	for _, p := range rows {
		w.line("sendmsg$nl_connector_%s(fd sock_nl_connector, msg ptr[in, msghdr_netlink[nl_connector_msg[%s, %#x, %s]]], f flags[send_flags])",
			snake(p.Struct.Name), syzID(t, p), p.Val, syzName(t, p))
	}
	nlmsg, _ := t.Struct("nlmsghdr")
	cn, _ := t.Struct("cn_msg")
	// Both headers in one struct, so that the outer length is that of all.
	w.syzBlock("type nl_connector_msg[IDX, VAL, DATA] {", slices.Concat(
		syzFields(t, nlmsg, map[string]string{"nlmsg_len": "len[parent, int32]", "nlmsg_type": "const[NLMSG_DONE, int16]"}),
		syzFields(t, cn, map[string]string{"id.idx": "const[IDX, int32]", "id.val": "const[VAL, int32]", "len": "bytesize[data, int16]"}),
		[][2]string{{"data", "DATA"}}), syzPacked)
	written := map[string]bool{}
	for _, p := range rows {
		w.syzPlace(t, p, written)
	}
	w.line("")
	for _, set := range syzSets(t, rows) {
		var names []string
		for _, v := range t.Set(set) {
			names = append(names, v.Name)
		}
		w.line("cn_values_%s = %s", set, strings.Join(names, ", "))
	}
	return w.b
}

// syzConsts writes the numbers behind the names, as syz-extract would find them.
func syzConsts(t *spec.Table) []byte {
	numbers := map[string]uint64{}
	put := func(set, name string) {
		if n, ok := t.Number(set, name); ok { // an idx without a name stands as a number
			numbers[name] = n
		}
	}
	put("netlink_family", "NETLINK_CONNECTOR")
	put("nlmsg_type", "NLMSG_DONE")
	rows := syzRows(t)
	for _, p := range rows {
		put("cn_idx", syzID(t, p))
	}
	for _, set := range syzSets(t, rows) {
		for _, v := range t.Set(set) {
			put(set, v.Name)
		}
	}
	w := &writer{}
	w.line("# %s", banner)
	w.line("arches = 386, amd64, arm, arm64, loong64, mips64le, ppc64le, riscv64, s390x")
	for _, name := range slices.Sorted(maps.Keys(numbers)) {
		w.line("%s = %#x", name, numbers[name])
	}
	return w.b
}

// syzRows returns what starts a message, in the form of kernels since 2.6.18, each struct once.
func syzRows(t *spec.Table) (list []place) {
	for _, p := range places(t) {
		if p.In == "" && (p.Layout == "" || p.Layout == ksyLayout) &&
			!slices.ContainsFunc(list, func(o place) bool { return o.User == p.User && o.Struct == p.Struct }) {
			list = append(list, p)
		}
	}
	return list
}

// syzID returns what the headers call the idx of a user.
func syzID(t *spec.Table, p place) string {
	if name, ok := t.Name("cn_idx", uint64(p.Idx)); ok {
		return name
	}
	return fmt.Sprintf("%#x", p.Idx)
}

// syzName returns the type of a place.
func syzName(t *spec.Table, p place) string {
	if ksyIsWhole(t, p) {
		return "cn_whole_" + snake(p.User) + "_" + snake(p.Struct.Name)
	}
	return "cn_" + strings.TrimPrefix(snake(p.Struct.Name), "cn_")
}

// syzPlace writes the types of a place that are not yet written: the struct, its arms, and what is in or behind it.
func (w *writer) syzPlace(t *spec.Table, p place, written map[string]bool) {
	name := syzName(t, p)
	if written[name] {
		return
	}
	written[name] = true
	special, inner := map[string]string{}, ksyInner(t, p)
	var behind [][2]string
	seen := map[string]bool{}
	choice := slices.ContainsFunc(inner, func(in place) bool { return len(in.When) > 0 })
	for _, in := range inner {
		of := syzName(t, in)
		if seen[of] {
			continue // another row of the same struct
		}
		seen[of] = true
		switch {
		case in.ToEnd:
			behind = append(behind, [2]string{snake(in.Struct.Name), "array[" + of + "]"})
		case in.Repeat == nil:
			behind = append(behind, [2]string{snake(in.Struct.Name), of})
		}
		for _, count := range in.Repeat { // one array for each: the parts of the first count come first
			array := "of_" + snake(count)
			special[count] = fmt.Sprintf("len[%s, int%d]", array, 8*fieldSize(p.Struct, count))
			behind = append(behind, [2]string{array, "array[" + of + "]"})
		}
	}
	if p.Behind != "" {
		special[p.Behind] = fmt.Sprintf("bytesize[inside, int%d]", 8*fieldSize(p.Struct, p.Behind))
		if choice { // by a number of the struct; to say which is which would be no use to a fuzzer
			w.syzBlock(name+"_inside [", append(behind, [2]string{"other", "array[int8]"}), "] [varlen]")
		} else {
			w.syzBlock(name+"_inside {", behind, "} [packed]")
		}
		behind = [][2]string{{"inside", name + "_inside"}}
	}
	w.syzBlock(name+" {", append(syzFields(t, p.Struct, special), behind...), syzPacked)
	if union, selector, ok := p.Struct.Union(); ok {
		w.syzUnion(t, union, selector, snake(p.Struct.Name))
	}
	for _, in := range inner {
		w.syzPlace(t, in, written)
	}
}

func (w *writer) syzUnion(t *spec.Table, union, selector *spec.Field, name string) {
	var list [][2]string
	for _, a := range arms(t, union) {
		list = append(list, [2]string{a.Short, fmt.Sprintf("cn_%s\t(if[value[cn_%s:%s] == %s])", snake(a.Struct.Name), name, snake(selector.Name), a.Name)})
	}
	list = append(list, [2]string{"unknown", fmt.Sprintf("array[int8, %d]", union.Size)})
	w.syzBlock("cn_"+name+"_data [", list, "]")
	for _, a := range arms(t, union) {
		w.syzBlock("cn_"+snake(a.Struct.Name)+" {", syzFields(t, a.Struct, nil), syzPacked)
	}
}

// syzPacked ends a struct as it stands in a datagram.
const syzPacked = "} [packed, align[4]]"

// syzBlock writes a struct or a union as syz-fmt formats it: types under each other, by tabs of eight.
func (w *writer) syzBlock(first string, fields [][2]string, last string) {
	w.line("\n%s", first)
	stop := 0
	for _, f := range fields {
		stop = max(stop, len(f[0])/8+1)
	}
	for _, f := range fields {
		w.line("\t%s%s%s", f[0], strings.Repeat("\t", stop-len(f[0])/8), f[1])
	}
	w.line("%s", last)
}

// syzFields returns the fields of a struct, names and types; special has types that are not those of the table.
func syzFields(t *spec.Table, s *spec.Struct, special map[string]string) (list [][2]string) {
	for _, f := range s.Fields {
		typ, ok := special[f.Name]
		switch {
		case ok:
		case f.Type == spec.Union:
			typ = "cn_" + snake(s.Name) + "_data"
		case f.Type == spec.Text:
			typ = fmt.Sprintf("string[filename, %d]", f.Size)
		case !f.Type.Number():
			typ = fmt.Sprintf("array[int8, %d]", f.Size)
		case syzNames(f):
			typ = fmt.Sprintf("flags[cn_values_%s, int%d]", f.Values, 8*f.Size)
		default:
			typ = fmt.Sprintf("int%d", 8*f.Size)
		}
		list = append(list, [2]string{snake(f.Name), typ})
	}
	return list
}

// syzNames reports whether a field is filled with numbers that have names: those of the connector, as errors and signals are not for us to say.
func syzNames(f spec.Field) bool { return strings.HasPrefix(f.Values, "proc_") }

// syzSets returns the sets of names that the structs of places use, in the order of the table.
func syzSets(t *spec.Table, rows []place) (list []string) {
	for _, set := range t.Sets() {
		if slices.ContainsFunc(rows, func(p place) bool {
			return slices.ContainsFunc(p.Struct.Fields, func(f spec.Field) bool { return f.Values == set && f.Type.Number() && syzNames(f) })
		}) {
			list = append(list, set)
		}
	}
	return list
}

func fieldSize(s *spec.Struct, name string) int {
	f, _ := s.Field(name)
	return f.Size
}
