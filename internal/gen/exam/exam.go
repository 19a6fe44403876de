// Package exam makes the test vectors in testdata/corpus/vectors: questions to a
// decoder with their answers, streams with what each message is, and exchanges
// with a kernel.
//
// Bytes come from spec.Put, from captures, or from what others published. Answers
// come from what was put, from spec.Walk, and, of streams and exchanges, from a
// person who read the rules. Never from codec, whose exam this is.
//
// A new vector is a call in the file that has its like; [Vectors] refuses one
// without a rule, a flag or a reason, and one that contradicts the table.
package exam

import (
	"fmt"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// Vectors makes all vectors, and refuses a set that contradicts itself.
func Vectors(t *spec.Table) ([]vectors.Vector, error) {
	m := &maker{t: t}
	m.structs()
	m.datagrams()
	m.public()
	m.captured()
	m.answers()
	m.copies()
	m.losses()
	m.lossBounds()
	m.rare()
	m.lives()
	m.seen()
	m.control()
	m.core()
	m.notifier()
	m.logs()
	if m.err != nil {
		return nil, m.err
	}
	names := map[string]bool{}
	used := map[string]bool{}
	for _, v := range m.list {
		if names[v.Name] {
			return nil, fmt.Errorf("vectors: two are called %s", v.Name)
		}
		names[v.Name] = true
		if len(v.Rules()) == 0 || len(v.Flags) == 0 || v.Why == "" {
			return nil, fmt.Errorf("vectors: %s lacks a rule, a flag or a reason", v.Name)
		}
		for _, f := range v.Flags {
			if Legend[f] == "" {
				return nil, fmt.Errorf("vectors: %s has the flag %s, which is not in the legend", v.Name, f)
			}
			used[f] = true
		}
	}
	for f := range Legend {
		if !used[f] {
			return nil, fmt.Errorf("vectors: no vector has the flag %s", f)
		}
	}
	return m.list, nil
}
