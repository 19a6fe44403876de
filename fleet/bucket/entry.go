package bucket

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Entry says what a run made of the captures of a bucket, and that it is all there.
type Entry struct {
	Name    string
	Bucket  int
	Inputs  []Input
	Outputs []Output
	Counts  Counts
	Left    []string // sentences on files that were left out
	Longer  []string // on files whose beginning alone an earlier run has written
	Large   []string // and on streams that are long for one worker
	Nothing string   // in the report of a run alone: a pattern that names no file

	// Names of entries that this one replaces: they are there until they are removed, and
	// are no longer meant.
	Replaces []string
}

// Input is a file that was read.
type Input struct {
	Path   string
	Digest string // empty of one that could not be read
	Stream string // the key of its stream
	First  int64  // as File.First
	Size   int64  // as File.Size
}

// Output is a file that was written.
type Output struct {
	Place string // below the output folder
	Rows  uint64
	Bytes int64
}

// Counts are of one run, or of several.
type Counts struct {
	Files   int // read
	Twins   int // of the same content as another: left out
	Earlier int // whose rows an earlier run has written: left out
	Longer  int // of which an earlier run has written the beginning: left out, and the rest is in no table
	Wrong   int // that are damaged, cut, missing or no captures
	Streams int
	Bytes   int64 // of the files read
	Frames  uint64
	Late    uint64 // events that came so late that lives may be wrong
	Rows    [5]uint64
	Outputs int   // files written
	Written int64 // bytes of them
	There   int   // files that were there already, of a run that wrote none
}

// Add adds those of another bucket.
func (c *Counts) Add(o *Counts) {
	c.Files, c.Twins, c.Earlier, c.Wrong, c.Streams = c.Files+o.Files, c.Twins+o.Twins, c.Earlier+o.Earlier, c.Wrong+o.Wrong, c.Streams+o.Streams
	c.Longer, c.There = c.Longer+o.Longer, c.There+o.There
	c.Bytes, c.Frames, c.Late, c.Outputs, c.Written = c.Bytes+o.Bytes, c.Frames+o.Frames, c.Late+o.Late, c.Outputs+o.Outputs, c.Written+o.Written
	for i := range c.Rows {
		c.Rows[i] += o.Rows[i]
	}
}

// folder is where the entries of a bucket stand.
func folder(out string, bucket int) string { return fmt.Sprintf("%s/_fleet/bucket=%03d", out, bucket) }

// entries are those of a bucket.
func entries(ctx context.Context, out string, bucket int) ([]Entry, error) {
	names, err := list(ctx, folder(out, bucket), ".json")
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, name := range names {
		e, err := read(ctx, folder(out, bucket)+"/"+name)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func read(ctx context.Context, place string) (e Entry, err error) {
	text, err := get(ctx, place)
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	if err != nil {
		return e, fmt.Errorf("%s: %w", place, err)
	}
	return e, nil
}

// write puts an entry where entries finds it, or one that is begun, where it does not.
func (e *Entry) write(ctx context.Context, out, ending string) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return put(ctx, folder(out, e.Bucket)+"/"+e.Name+ending, text)
}

// ended takes away the word that it was begun.
func (e *Entry) ended(ctx context.Context, out string) error {
	return remove(ctx, folder(out, e.Bucket)+"/"+e.Name+".begun")
}

// forget removes what an entry says is there, and then the entry.
func (e *Entry) forget(ctx context.Context, out, ending string) error {
	for _, o := range e.Outputs {
		if err := remove(ctx, out+"/"+o.Place); err != nil {
			return err
		}
	}
	return remove(ctx, folder(out, e.Bucket)+"/"+e.Name+ending)
}

// tidy removes what attempts have left that were begun and never ended, but for one of
// this name, which another worker may be at. One whose entry stands too was done, by it or
// by another worker: its files are the dataset's, and only the word that it was begun goes.
func tidy(ctx context.Context, out string, bucket int, name string) error {
	names, err := list(ctx, folder(out, bucket), ".begun")
	if err != nil {
		return err
	}
	done, err := list(ctx, folder(out, bucket), ".json")
	if err != nil {
		return err
	}
	for _, begun := range names {
		of := strings.TrimSuffix(begun, ".begun")
		if of == name {
			continue
		}
		e := Entry{Name: of, Bucket: bucket}
		if slices.Contains(done, of+".json") {
			err = e.ended(ctx, out)
		} else if e, err = read(ctx, folder(out, bucket)+"/"+begun); err == nil {
			err = e.forget(ctx, out, ".begun")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
