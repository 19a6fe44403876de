package modules

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// ynl writes a specification in the form of the kernel's Documentation/netlink/specs, of its schema netlink-raw. The first line is the
// license, as the kernel's tools want it.
func ynl(t *spec.Table) []byte {
	w := &writer{}
	w.line("# SPDX-License-Identifier: MIT")
	w.line("# %s", banner)
	family, _ := t.Number("netlink_family", "NETLINK_CONNECTOR")
	w.line(ynlHead, family)
	structs := ynlStructs(t)
	for _, set := range t.Sets() {
		if slices.ContainsFunc(structs, func(s *spec.Struct) bool {
			return slices.ContainsFunc(s.Fields, func(f spec.Field) bool { return f.Values == set && f.Type.Number() })
		}) {
			w.ynlEnum(ynlSet(t, set), t.Set(set))
		}
	}
	for _, s := range structs {
		w.ynlStruct(dashed(s.Name), s.Doc)
		for _, f := range s.Fields {
			w.ynlMember(t, f)
		}
	}
	done, _ := t.Number("nlmsg_type", "NLMSG_DONE")
	var operations []string
	for _, p := range syzRows(t) {
		operations = append(operations, w.ynlMessages(t, p, done)...)
	}
	w.line("%s", ynlOperations)
	for _, o := range operations {
		w.line("%s", o)
	}
	w.line("\nmcast-groups:\n  list:")
	for _, u := range t.Users() {
		if slices.ContainsFunc(syzRows(t), func(p place) bool { return p.User == u.Name && p.Kind != "" }) {
			w.line("    - { name: %s, value: %#x }", dashed(u.Name), u.Idx)
		}
	}
	return w.b
}

// dashed makes a name as specifications spell it.
func dashed(name string) string { return strings.ReplaceAll(strings.ToLower(snake(name)), "_", "-") }

// ynlSet names a set; structs and sets share their names there.
func ynlSet(t *spec.Table, set string) string {
	if _, taken := t.Struct(set); taken {
		return dashed(set) + "-values"
	}
	return dashed(set)
}

// ynlStructs returns cn_msg and all that its data may hold, in the form of kernels since 2.6.18.
func ynlStructs(t *spec.Table) (list []*spec.Struct) {
	add := func(s *spec.Struct) {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	cn, _ := t.Struct("cn_msg")
	add(cn)
	for _, p := range places(t) {
		if p.Layout != "" && p.Layout != ksyLayout {
			continue
		}
		if union, _, ok := p.Struct.Union(); ok {
			for _, a := range arms(t, union) {
				add(a.Struct)
			}
		}
		add(p.Struct)
	}
	return list
}

// ynlEnum writes a set of names. Of flags a value is the number of the bit.
func (w *writer) ynlEnum(name string, values []spec.Value) {
	flags := strings.HasSuffix(values[0].Set, "_bits")
	w.line("  -")
	w.line("    name: %s", name)
	w.line("    type: %s", map[bool]string{true: "flags", false: "enum"}[flags])
	w.line("    name-prefix: \"\"")
	w.line("    entries:")
	for _, v := range values {
		value := fmt.Sprintf("%#x", v.Value)
		if flags {
			value = fmt.Sprint(bits.TrailingZeros64(v.Value))
		}
		w.line("      - { name: %s, value: %s, doc: %s }", dashed(v.Name), value, quote(v.Doc))
	}
}

func (w *writer) ynlStruct(name, doc string) {
	w.line("  -")
	w.line("    name: %s", name)
	w.line("    type: struct")
	w.line("    doc: %s", quote(doc))
	w.line("    members:")
}

func (w *writer) ynlMember(t *spec.Table, f spec.Field) {
	typ := string(f.Type)
	switch {
	case f.Type == spec.Text:
		typ = fmt.Sprintf("string, len: %d", f.Size)
	case f.Type == spec.Pad:
		typ = fmt.Sprintf("pad, len: %d", f.Size)
	case !f.Type.Number():
		typ = fmt.Sprintf("binary, len: %d", f.Size)
	case f.Values != "":
		typ = fmt.Sprintf("u%d, enum: %s", 8*f.Size, ynlSet(t, f.Values))
	case f.Type.Hex():
		typ = fmt.Sprintf("u%d, display-hint: hex", 8*f.Size)
	}
	w.line("      - { name: %s, type: %s, doc: %s }", dashed(f.Name), typ, quote(f.Doc))
}

// ynlMessages writes the structs of the messages that start with a row, and returns their operations: of what has a union one for each
// arm, which is an event; of the others one, which is a request.
func (w *writer) ynlMessages(t *spec.Table, p place, nlmsgType uint64) (operations []string) {
	operation := func(name, doc, how string) {
		operations = append(operations, fmt.Sprintf("    -\n      name: %s\n      doc: %s\n      attribute-set: none\n      fixed-header: %s-msg\n%s", name, quote(doc), name, how))
	}
	union, _, ok := p.Struct.Union()
	if !ok {
		name := dashed(p.Struct.Name)
		w.ynlStruct(name+"-msg", p.Doc)
		w.line("      - { name: cn-msg, type: binary, struct: cn-msg }")
		w.line("      - { name: %s, type: binary, struct: %s }", name, name)
		operation(name, p.Doc, fmt.Sprintf("      do: { request: { value: %d } }", nlmsgType))
		return operations
	}
	for _, a := range arms(t, union) {
		name := dashed(a.Name)
		w.ynlStruct(name+"-msg", a.Doc)
		w.line("      - { name: cn-msg, type: binary, struct: cn-msg }")
		for _, f := range p.Struct.Fields {
			if f.Type != spec.Union {
				w.ynlMember(t, f)
			}
		}
		w.line("      - { name: %s, type: binary, struct: %s }", dashed(a.Short), dashed(a.Struct.Name))
		if rest := union.Size - a.Struct.Size; rest > 0 {
			w.line("      - { name: rest, type: pad, len: %d }", rest)
		}
		operation(name, a.Doc, fmt.Sprintf("      value: %d\n      event: { attributes: [] }\n      mcgrp: %s", nlmsgType, dashed(p.User)))
	}
	return operations
}

const ynlHead = `
name: connector
protocol: netlink-raw
protonum: %d
uapi-header: linux/connector.h
doc: >-
  The kernel connector: process events, and who asks for them. A message has no attributes; it is a struct cn_msg and what its
  user sends, which stand here as fixed headers. The type of every message is NLMSG_DONE, so that nobody can tell by it
  which operation it is: id, len and what do.

definitions:`

const ynlOperations = `
attribute-sets:
  -
    name: none
    attributes: []

operations:
  enum-model: directional
  list:`
