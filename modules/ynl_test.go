package modules_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"gopkg.in/yaml.v3"
)

const ynlFile = "modules/ynl/connector.yaml"

// object is a mapping in YAML.
type object = map[string]any

// What Documentation/netlink/netlink-raw.yaml (6.18) lets stand in each object, as far as a family without attributes needs it; ! is required.
var ynlKeys = map[string]string{
	"top":       "name! doc! protocol protonum uapi-header definitions attribute-sets! operations! mcast-groups",
	"enum":      "name! type! doc name-prefix entries",
	"flags":     "name! type! doc name-prefix entries",
	"struct":    "name! type! doc members",
	"entry":     "name! value doc",
	"member":    "name! type! len doc enum display-hint struct",
	"set":       "name! attributes!",
	"list":      "enum-model list!",
	"operation": "name! doc! attribute-set fixed-header value do event mcgrp",
	"request":   "attributes value",
	"groups":    "list!",
	"group":     "name! value",
}

// ynlSpec is a specification with what is wrong with it.
type ynlSpec struct {
	faults  []string
	defined map[string]object
}

func (y *ynlSpec) fault(format string, args ...any) {
	y.faults = append(y.faults, fmt.Sprintf(format, args...))
}

// object checks the keys of a mapping, and returns it.
func (y *ynlSpec) object(kind string, v any) object {
	o, ok := v.(object)
	if !ok {
		y.fault("%s: no mapping but %v", kind, v)
	}
	allowed := strings.Fields(ynlKeys[kind])
	for _, key := range allowed {
		if name, required := strings.CutSuffix(key, "!"); required && o[name] == nil {
			y.fault("%s %v: no %s", kind, o["name"], name)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if !slices.Contains(allowed, key) && !slices.Contains(allowed, key+"!") {
			y.fault("%s %v: the schema has no %s", kind, o["name"], key)
		}
	}
	return o
}

// each checks the objects of a list and returns them.
func (y *ynlSpec) each(kind string, v any) (list []object) {
	items, ok := v.([]any)
	if !ok {
		y.fault("%s: no list but %v", kind, v)
	}
	for _, item := range items {
		list = append(list, y.object(kind, item))
	}
	return list
}

// size returns how many bytes a struct has, and checks its members.
func (y *ynlSpec) size(name string) (n int) {
	names := map[any]bool{}
	for _, m := range y.each("member", y.defined[name]["members"]) {
		if names[m["name"]] {
			y.fault("%s has %v twice", name, m["name"])
		}
		names[m["name"]] = true
		if e, ok := m["enum"].(string); ok && y.defined[e]["entries"] == nil {
			y.fault("%s.%v: no enum %s", name, m["name"], e)
		}
		typ, _ := m["type"].(string)
		length, hasLength := m["len"].(int)
		of, hasStruct := m["struct"].(string)
		bits := 0
		switch fmt.Sscanf(typ[1:], "%d", &bits); {
		case bits > 0 && strings.ContainsRune("us", rune(typ[0])) && !hasLength:
			n += bits / 8
		case typ == "binary" && hasStruct && !hasLength && y.defined[of]["members"] != nil:
			n += y.size(of)
		case slices.Contains([]string{"binary", "pad", "string"}, typ) && hasLength && !hasStruct:
			n += length
		default:
			y.fault("%s.%v: no such member: %v", name, m["name"], m)
		}
	}
	return n
}

// lintYnl checks a specification by the schema, and that what it refers to is there.
func lintYnl(text []byte) *ynlSpec {
	y := &ynlSpec{defined: map[string]object{}}
	var top object
	if err := yaml.Unmarshal(text, &top); err != nil {
		y.fault("%v", err)
		return y
	}
	y.object("top", top)
	for _, v := range top["definitions"].([]any) {
		kind, _ := v.(object)["type"].(string)
		d := y.object(kind, v)
		name := d["name"].(string)
		if y.defined[name] != nil {
			y.fault("%s is defined twice", name)
		}
		y.defined[name] = d
		if kind != "struct" {
			y.each("entry", d["entries"])
		}
	}
	groups := map[any]bool{}
	for _, g := range y.each("group", y.object("groups", top["mcast-groups"])["list"]) {
		groups[g["name"]] = true
	}
	sets := y.each("set", top["attribute-sets"])
	for _, o := range y.each("operation", y.object("list", top["operations"])["list"]) {
		if header, _ := o["fixed-header"].(string); y.defined[header]["members"] == nil {
			y.fault("%v: no struct %s", o["name"], header)
		}
		if o["attribute-set"] != sets[0]["name"] {
			y.fault("%v: no attribute set", o["name"])
		}
		if (o["do"] == nil) == (o["event"] == nil) {
			y.fault("%v: both do and event, or neither", o["name"])
		}
		if do, ok := o["do"].(object); ok {
			y.object("request", do["request"])
		} else if !groups[o["mcgrp"]] {
			y.fault("%v: no group %v", o["name"], o["mcgrp"])
		}
	}
	return y
}

// TestYnl: the specification is one by the schema's rules, and its structs and numbers are those of the table.
func TestYnl(t *testing.T) {
	for name, table := range map[string]*spec.Table{"today": spec.Default(), "with an event": moreThanToday(t)} {
		text := made(t, ynlFile, table)
		if !strings.HasPrefix(string(text), "# SPDX-License-Identifier: ") {
			t.Errorf("%s: the kernel's tools want a license in the first line", name)
		}
		y := lintYnl(text)
		checked, whole := 0, 0
		dashes := strings.NewReplacer(".", "-", "_", "-")
		for _, s := range table.Structs() {
			if n := dashes.Replace(s.Name); y.defined[n] != nil {
				checked++
				if got := y.size(n); got != s.Size {
					t.Errorf("%s: %s has %d bytes, want %d", name, n, got, s.Size)
				}
			}
		}
		for n := range y.defined {
			if strings.HasPrefix(n, "proc-event-") && strings.HasSuffix(n, "-msg") {
				whole++
				if got := y.size(n); got != 60 { // cn_msg and proc_event
					t.Errorf("%s: %s has %d bytes, want 60", name, n, got)
				}
			}
		}
		for _, set := range table.Sets() {
			d := y.defined[dashes.Replace(set)]
			if d["entries"] == nil { // a struct may have its name
				if d = y.defined[dashes.Replace(set)+"-values"]; d == nil {
					continue
				}
			}
			for i, v := range table.Set(set) {
				e := d["entries"].([]any)[i].(object)
				number, err := strconv.ParseUint(fmt.Sprint(e["value"]), 10, 64) // an int64 where int has 32 bits
				if err != nil {
					t.Fatal(err)
				}
				if d["type"] == "flags" {
					number = 1 << number
				}
				if e["name"] != strings.ToLower(dashes.Replace(v.Name)) || number != v.Value {
					t.Errorf("%s: %s has %v, want %s %#x", name, set, e, v.Name, v.Value)
				}
				checked++
			}
		}
		if len(y.faults) > 0 {
			t.Errorf("%s: %s", name, strings.Join(y.faults, "; "))
		}
		if checked < 200 || whole < 10 {
			t.Errorf("%s: only %d structs and numbers, %d messages", name, checked, whole)
		}
	}
}

// TestYnlFaultsAreSeen: the check finds what it says it does.
func TestYnlFaultsAreSeen(t *testing.T) {
	text := string(made(t, ynlFile, spec.Default()))
	for _, c := range []struct{ old, new, want string }{
		{"type: struct\n    doc", "type: struct\n    docs", "the schema has no docs"},
		{"fixed-header: proc-input-msg", "fixed-header: proc-inputs-msg", "no struct proc-inputs-msg"},
		{"type: u32, enum: proc-event-what", "type: u32, enum: proc-event-whats", "no enum proc-event-whats"},
		{"mcgrp: cn-proc", "mcgrp: cn-procs", "no group cn-procs"},
		{"name: proc-cn-mcast-op-values\n", "name: proc-cn-mcast-op\n", "is defined twice"},
		{"{ name: comm, type: string, len: 16", "{ name: comm, type: string", "no such member"},
		{"      attribute-set: none\n", "", "no attribute set"},
		{"protonum: 11", "protonum: 11\nprotonum: 12", "already defined"},
		{"      do: { request: { value: 3 } }\n", "", "neither"},
	} {
		broken := strings.Replace(text, c.old, c.new, 1)
		if broken == text {
			t.Errorf("the specification has no %q", c.old)
		}
		y := lintYnl([]byte(broken))
		for name, d := range y.defined {
			if d["members"] != nil {
				y.size(name)
			}
		}
		if faults := strings.Join(y.faults, "; "); !strings.Contains(faults, c.want) {
			t.Errorf("%q: %q, want %q", c.new, faults, c.want)
		}
	}
}
