package main

import (
	"slices"

	"github.com/cnwire/cnwire/analysis/who"
)

// subjectSchema describes what is known of the process that an event is about.
func subjectSchema() schema {
	person := []property{{"comm", schema{Description: "Its name: what the last COMM, or a comment, called it, with no EXEC behind.", Type: "string"}}}
	for k := range who.NumFacts {
		person = append(person, property{k.String(), schema{Description: k.Doc(), Type: "string"}})
	}
	parent := object("", "Its first parent that is known.",
		append([]property{{"pid", schema{Description: "The process; 0 is the kernel itself.", Type: "integer", Minimum: "-2147483648", Maximum: "2147483647"}}}, person...)...)
	parent.Required = []string{"pid"}
	return object("", "No part of the message: what is known by then of the process that the event is about, from comments of this frame and of frames before (record/COMMENTS.md), "+
		"from the first such comment on. What is not known has no key.", append(slices.Clone(person), property{"parent", parent})...)
}
