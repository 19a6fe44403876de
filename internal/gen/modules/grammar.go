package modules

import "github.com/cnwire/cnwire/spec"

// place is a row of payloads.csv with the id of its user.
type place struct {
	spec.Payload
	Idx, Val uint32
}

// places returns the grammar: of the rows that fit, the first one counts.
func places(t *spec.Table) (list []place) {
	for _, p := range t.Payloads() {
		for _, u := range t.Users() {
			if u.Name == p.User {
				list = append(list, place{p, u.Idx, u.Val})
			}
		}
	}
	return list
}

// operator returns how a condition compares: "=", ">=", or "all", where len is
// what the struct and everything that it counts need.
func operator(c spec.Condition) string {
	switch {
	case c.All:
		return "all"
	case c.AtLeast:
		return ">="
	}
	return "="
}

// subject returns whose number a condition is about: "len", a field of the struct, or
// "in." and a field of the one that it stands in.
func subject(c spec.Condition) string {
	if c.Outer {
		return "in." + c.Field
	}
	return c.Field
}

// repeat returns how often a payload stands: "" once, "*" to the end, else the
// fields of its container that count it.
func repeat(p place) []string {
	if p.ToEnd {
		return []string{"*"}
	}
	return p.Repeat
}
