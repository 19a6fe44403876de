package exam

import (
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// OfUsers reports whether a vector is of a payload of another user than the process
// events and the notifier: they are in a file of their own.
func OfUsers(t *spec.Table, v *vectors.Vector) bool {
	return strings.Contains(v.Name, "/users/") || slices.ContainsFunc(UserStructs(t), func(name string) bool {
		return v.Struct == name || slices.ContainsFunc(v.Expect.Fields, func(f vectors.Field) bool {
			return strings.Contains(f.Name, "."+name+".") || strings.Contains(f.Name, "."+name+"[")
		})
	})
}

// UserStructs returns the structs in payloads of other users than the process events
// and the notifier, in the order of the table.
func UserStructs(t *spec.Table) (list []string) {
	for _, s := range t.Structs() {
		if slices.ContainsFunc(t.Payloads(), func(p spec.Payload) bool {
			return p.Struct.Name == s.Name && p.User != "cn_proc" && p.User != "connector notifier"
		}) {
			list = append(list, s.Name)
		}
	}
	return list
}
