package main

import (
	"slices"

	"github.com/cnwire/cnwire/internal/gen/exam"
	"github.com/cnwire/cnwire/spec"
)

// usersMD fills the generated region of spec/users.md: the structs that only payloads
// of other users than the process events have.
func usersMD(t *spec.Table, old []byte) ([]byte, error) {
	others := notOfUsers(t)
	return replaceRegion(old, "structures", structures(t, func(s *spec.Struct) bool { return !others(s) }))
}

// notOfUsers says which structs stand in the other pages.
func notOfUsers(t *spec.Table) func(*spec.Struct) bool {
	ofUsers := exam.UserStructs(t)
	return func(s *spec.Struct) bool { return !slices.Contains(ofUsers, s.Name) }
}
