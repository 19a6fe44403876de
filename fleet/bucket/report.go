package bucket

import (
	"context"
	"encoding/json"
	"fmt"
)

// runFolder is where the reports of a run stand, one a bucket.
func runFolder(out, run string) string { return out + "/_fleet/runs/" + run }

// Report leaves word of a bucket for who waits for the run. Done again it is the same.
func (e *Entry) Report(ctx context.Context, out, run string) error {
	text, err := json.Marshal(Entry{Name: e.Name, Bucket: e.Bucket, Counts: e.Counts, Left: e.Left, Longer: e.Longer, Large: e.Large})
	if err != nil {
		return err
	}
	return put(ctx, fmt.Sprintf("%s/%03d.json", runFolder(out, run), e.Bucket), text)
}

// ReportNothing leaves word of a pattern that names no file.
func ReportNothing(ctx context.Context, out, run, pattern string) error {
	text, err := json.Marshal(Entry{Nothing: pattern})
	if err != nil {
		return err
	}
	return put(ctx, fmt.Sprintf("%s/none-%s.json", runFolder(out, run), hash(pattern)), text)
}

// Reports are those of a run, of all its buckets, and of patterns that name nothing.
func Reports(ctx context.Context, out, run string) (all []Entry, err error) {
	names, err := list(ctx, runFolder(out, run), ".json")
	for _, name := range names {
		e, err := read(ctx, runFolder(out, run)+"/"+name)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, err
}
