// Package abi asks a C compiler what it makes of the kernel's own headers, so
// that the table of package spec has a witness that no person wrote.
//
// The files linux-*.txt hold the answers for three header versions. Their first
// line names the package that the headers came from; "go run ./internal/gen abi"
// makes another, from headers as "make headers_install" leaves them (a kernel
// headers package holds them before that, with the kernel's own annotations).
// Every other line is one of
//
//	version RELEASE
//	struct NAME size BYTES
//	field STRUCT FIELD OFFSET SIZE
//	value SET NAME NUMBER
package abi

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// Files holds the committed answers.
//
//go:embed linux-*.txt
var Files embed.FS

// row is one answer: the words it starts with, the C expressions that give its
// numbers, the numbers the table expects, and the kernels that have all of it.
type row struct {
	words string
	exprs []string
	want  []uint64
	since []spec.Since
}

// Expected returns the lines that the table expects from the headers of a release.
func Expected(t *spec.Table, v spec.Version) []string {
	var lines []string
	for _, r := range rows(t) {
		if slices.ContainsFunc(r.since, func(s spec.Since) bool { return !s.In(v) }) {
			continue
		}
		line := r.words
		for _, n := range r.want {
			line += fmt.Sprintf(" %d", n)
		}
		lines = append(lines, line)
	}
	return lines
}

// rows lists what the UAPI headers can answer. They know neither the cooked
// header, which is libpcap's, nor structs that the kernel has dropped.
func rows(t *spec.Table) []row {
	var rs []row
	for _, s := range t.Structs() {
		if !strings.HasPrefix(s.Header, "include/uapi/") {
			continue
		}
		in := []spec.Since{since(s.Since)}
		rs = append(rs, row{"struct " + s.Name + " size", []string{sizeOf(t, &s)}, []uint64{uint64(s.Size)}, in})
		for _, f := range s.Fields {
			if f.Type == spec.Pad && f.C == "" {
				continue // the compiler's own gap: the fields around it tell
			}
			rs = append(rs, row{
				"field " + s.Name + " " + f.Name,
				[]string{offsetof(s.C, f.C), sizeof(s.C, f.C)},
				[]uint64{uint64(f.Offset), uint64(f.Size)},
				[]spec.Since{in[0], since(f.Since)},
			})
		}
	}
	for _, set := range t.Sets() {
		if ofDriver(t, set) {
			continue
		}
		for _, v := range t.Set(set) {
			if set == "signal" && strings.HasPrefix(v.Name, "SIGRT") {
				continue // the C library's bounds, not the headers'
			}
			rs = append(rs, row{"value " + set + " " + v.Name, []string{v.Name}, []uint64{v.Value}, []spec.Since{since(v.Since)}})
		}
	}
	return rs
}

// ofDriver reports whether a set names numbers of a driver's own header alone, which
// no package installs.
func ofDriver(t *spec.Table, set string) bool {
	used := false
	for _, s := range t.Structs() {
		if slices.ContainsFunc(s.Fields, func(f spec.Field) bool { return f.Values == set }) {
			if !strings.HasPrefix(s.Header, "drivers/") {
				return false
			}
			used = true
		}
	}
	return used
}

// since reads a column that spec.Load has accepted.
func since(s string) spec.Since {
	v, _ := spec.ParseSince(s)
	return v
}

// sizeOf returns how large a struct is: as its C type, or up to the end of its last
// member where the table has several for what the C type has as a union.
func sizeOf(t *spec.Table, s *spec.Struct) string {
	for _, o := range t.Structs() {
		if o.C == s.C && o.Header == s.Header && o.Name != s.Name {
			last := s.Fields[len(s.Fields)-1]
			return offsetof(s.C, last.C) + " + " + sizeof(s.C, last.C)
		}
	}
	return sizeof(s.C, "")
}

// sizeof and offsetof take a C type that may go on with a path to an anonymous
// struct ("struct proc_event.event_data.ack"), and a member of it or nothing.
func sizeof(c, member string) string {
	typ, path := resolve(c, member)
	if path == "" {
		return fmt.Sprintf("sizeof(%s)", typ)
	}
	return fmt.Sprintf("sizeof(((%s *)0)->%s)", typ, path)
}

func offsetof(c, member string) string {
	typ, path := resolve(c, member)
	_, base := resolve(c, "")
	switch {
	case path == "":
		return "0"
	case base == "":
		return fmt.Sprintf("offsetof(%s, %s)", typ, path)
	}
	return fmt.Sprintf("offsetof(%s, %s) - offsetof(%s, %s)", typ, path, typ, base)
}

func resolve(c, member string) (typ, path string) {
	typ, path, _ = strings.Cut(c, ".")
	return typ, strings.Trim(path+"."+member, ".")
}
