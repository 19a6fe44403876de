package pdml

import (
	"math/bits"
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// label is how the values of a field are written, made of the table once.
type label struct {
	head  []byte            // <field name="cn.idx" showname="
	title string            // idx:
	names map[uint64]string // of its values; nil where numbers only count
	bare  bool              // a name stands without its number
	bits  bool              // the value set names bits
	mask  uint64            // of a field that is one bit of another
	tail  string            // the unit, or what stands behind a name's number
	also  *label            // the field that has the tasks of all arms: hidden
}

// labels are the labels of all fields.
var labels = sync.OnceValue(func() map[*analysis.Field]*label {
	all := map[*analysis.Field]*label{}
	members := tableNames()
	for _, fd := range analysis.Fields() {
		title := titles[fd.Name]
		if title == "" {
			title = members[fd.Name]
		}
		all[fd] = newLabel(fd, title)
	}
	for name, also := range spanning() {
		all[analysis.MustLookup(name)].also = all[analysis.MustLookup(also)]
	}
	return all
})

func newLabel(fd *analysis.Field, title string) *label {
	if title == "" { // it stands in no struct
		title = fd.Name[strings.LastIndexByte(fd.Name, '.')+1:]
	}
	l := &label{names: words[fd.Name], mask: masks()[fd.Name], bare: fd.Bits == 1}
	if fd.Kind == analysis.Duration || fd.Kind == analysis.Epoch {
		l.tail = " seconds"
	}
	if l.names == nil && fd.Set != "" {
		if l.bits = strings.HasSuffix(fd.Set, "_bits"); !l.bits {
			l.names = valueNames(fd.Set)
		}
	}
	if strings.HasPrefix(fd.Name, "netlink.") {
		l.bits = false // tshark has a field for each bit
	}
	l.head = appendAttribute([]byte(`<field`), "name", []byte(fd.Name))
	l.head = append(l.head, ` showname="`...)
	l.title = title + ": "
	return l
}

// tableNames returns, by filter, what fields are called in C. Of a name that
// several structs have it is that of the first.
func tableNames() map[string]string {
	names := map[string]string{}
	for _, s := range spec.Default().Structs() {
		for _, f := range s.Fields {
			if _, known := names[f.Filter]; !known && f.Filter != "" {
				names[f.Filter] = f.Name[strings.LastIndexByte(f.Name, '.')+1:]
			}
		}
	}
	return names
}

// valueNames returns the names of a value set: of several for one number the first.
func valueNames(set string) map[uint64]string {
	names := map[uint64]string{}
	for _, v := range spec.Default().Set(set) {
		if _, known := names[v.Value]; !known {
			names[v.Value] = v.Name
		}
	}
	if set == "errno" {
		names[0] = "ok" // R12
	}
	return names
}

// spanning returns the fields of arms that hold tasks, and the field of all arms that
// has each of them too.
func spanning() map[string]string {
	also := map[string]string{}
	for _, v := range spec.Default().Set("proc_event_what") {
		for _, s := range spec.Default().Structs() {
			if s.Name != v.Arm {
				continue
			}
			for _, f := range s.Fields {
				switch {
				case strings.HasSuffix(f.Name, "_pid"):
					also[f.Filter] = "cn_proc.pid"
				case strings.HasSuffix(f.Name, "_tgid"):
					also[f.Filter] = "cn_proc.tgid"
				}
			}
		}
	}
	return also
}

// masks returns the bits of a netlink message's flags, by the names of their fields.
var masks = sync.OnceValue(func() map[string]uint64 {
	all := map[string]uint64{}
	flags := analysis.MustLookup("netlink.hdr_flags")
	for _, v := range spec.Default().Set(flags.Set) {
		all[flags.Name+"."+strings.ToLower(strings.TrimPrefix(v.Name, "NLM_F_"))] = v.Value
	}
	return all
})

// appendMask appends a bit of 16 with its place, as tshark shows it: ".... .... .... .0.. = ".
func appendMask(dst []byte, mask, value uint64) []byte {
	at := bits.TrailingZeros64(mask)
	for bit := 15; bit >= 0; bit-- {
		c := byte('.')
		if bit == at {
			c = '0' + byte(value&1)
		}
		if dst = append(dst, c); bit%4 == 0 && bit > 0 {
			dst = append(dst, ' ')
		}
	}
	return append(dst, " = "...)
}
