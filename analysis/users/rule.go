package users

import (
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// answers says what ack is in answers to the messages of an id, and in which
// kernels: "seq+1 2.6.18, ack 2.6.29".
func answers(u *spec.User) string {
	var list []string
	for _, r := range rules(u) {
		if r.Kind == "answer" {
			number := r.Ack
			if r.Seq == "payload" { // what tells is there
				number = r.Seq
			}
			list = append(list, number+" "+r.Kernels)
		}
	}
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, ", ")
}

// sources says where the kernel does what the rules of an id say.
func sources(u *spec.User) string {
	var list []string
	for _, r := range rules(u) {
		if !slices.Contains(list, r.Source) {
			list = append(list, r.Source)
		}
	}
	return strings.Join(list, ", ")
}

// rules returns those of an id.
func rules(u *spec.User) (list []spec.Rule) {
	for _, r := range spec.Rules() {
		if !r.Any && r.Idx == u.Idx && r.Val == u.Val {
			list = append(list, r)
		}
	}
	return list
}

// constant returns the name that connector.h has for the number of a user.
func constant(u *spec.User) string {
	name, _ := spec.Default().Name("cn_idx", uint64(u.Idx))
	return name
}

// payload says what the data of a user's messages is: the structs of the table that
// may start it, or what the row has in words.
func payload(u *spec.User) string {
	if u.Data != "" {
		return u.Data
	}
	var list []string
	for _, p := range spec.Default().Payloads() {
		if p.User == u.Name && p.In == "" && !slices.Contains(list, p.Struct.C) {
			list = append(list, p.Struct.C)
		}
	}
	return strings.Join(list, ", ")
}
