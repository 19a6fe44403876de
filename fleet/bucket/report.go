package bucket

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// runs is where the reports of runs stand, one a bucket, until they are told.
func runs(out string) string { return out + "/_fleet/runs" }

// Report leaves word of a bucket for who waits for the run. Done again it is the same.
func (e *Entry) Report(ctx context.Context, out, run string) error {
	text, err := json.Marshal(Entry{Name: e.Name, Bucket: e.Bucket, Counts: e.Counts, Left: e.Left, Longer: e.Longer, Large: e.Large})
	if err != nil {
		return err
	}
	return put(ctx, fmt.Sprintf("%s/%s-%03d.json", runs(out), run, e.Bucket), text)
}

// ReportNothing leaves word of a pattern that names no file.
func ReportNothing(ctx context.Context, out, run, pattern string) error {
	text, err := json.Marshal(Entry{Nothing: pattern})
	if err != nil {
		return err
	}
	return put(ctx, fmt.Sprintf("%s/%s-none-%s.json", runs(out), run, hash(pattern)), text)
}

// Reports are those of a run, of all its buckets, and of patterns that name nothing.
func Reports(ctx context.Context, out, run string) (all []Entry, err error) {
	names, err := list(ctx, runs(out), ".json")
	for _, name := range names {
		if !strings.HasPrefix(name, run+"-") {
			continue
		}
		e, err := read(ctx, runs(out)+"/"+name)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, err
}

// Told removes the reports of a run that was told, and those that runs have left which
// died: no other is at work in an output.
func Told(ctx context.Context, out string) error {
	names, err := list(ctx, runs(out), ".json")
	for _, name := range names {
		if err := remove(ctx, runs(out)+"/"+name); err != nil {
			return err
		}
	}
	return err
}
