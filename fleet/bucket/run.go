package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
)

// Options say how the captures become tables.
type Options struct {
	Out      string // the folder of the dataset
	Context  bool   // fill the columns of the events that say where in a life they are
	FileSize int64  // bytes of a file of the dataset, about
	Large    int64  // bytes of a stream that is said to be long for one worker

	sizes *sizes // those of a test
}

// Fault, where it is set, is asked at each step and may fail it: for tests of what is left
// of a work that failed.
var Fault func(step string) error

func fault(step string) error {
	if Fault == nil {
		return nil
	}
	return Fault(step)
}

// edition is of how rows are made, beside the versions of their columns: it goes up by one
// with each change that has a capture's rows come out otherwise, as when a decoder is
// mended. What an older edition made is then made anew where its captures are read again.
//
// TestEditionIsCounted fails where rows come out otherwise and it was not counted.
const edition = 2

// name says what a bucket is made of, and how.
func (o *Options) name(bucket, edition int, list []stream) string {
	words := []string{fmt.Sprint("bucket ", bucket, " edition ", edition, " context ", o.Context, " size ", o.FileSize)}
	for _, k := range export.Kinds() {
		words = append(words, fmt.Sprint(k, " ", k.Version()))
	}
	for _, s := range list {
		words = append(words, s.key.String())
		for _, f := range s.files {
			words = append(words, f.Path, f.Digest)
		}
	}
	return hash(words...)
}

// Run makes the tables of the files of a bucket. It may be run again, and twice at once.
// What is wrong with files stands in the notes and in the counts.
func Run(ctx context.Context, o Options, bucket int, files []File) (*Entry, error) {
	before, err := entries(ctx, o.Out, bucket)
	if err != nil {
		return nil, err
	}
	if before, err = finish(ctx, &o, before); err != nil {
		return nil, err
	}
	if before, err = o.retire(ctx, before, files); err != nil {
		return nil, err
	}
	left, over, why, longer := earlier(before, files)
	list, twins := streams(left)
	list, cut, err := shorter(ctx, list)
	if err != nil {
		return nil, err
	}
	name := o.name(bucket, edition, list)
	for i := range over {
		if e := &over[i]; e.Name == name && e.whole(ctx, o.Out) {
			if err := e.ended(ctx, o.Out); err != nil { // another worker, late, may have begun it again
				return nil, err
			}
			if e.replace(over); len(e.Replaces) > 0 {
				if err := e.write(ctx, o.Out, ".json"); err != nil {
					return nil, err
				}
			}
			if err := settle(ctx, &o, e, over); err != nil {
				return nil, err
			}
			return e.found(longer), nil
		}
	}
	e := &Entry{Name: name, Bucket: bucket, Left: why, Longer: longer}
	e.replace(over)
	e.Counts.Twins, e.Counts.Earlier, e.Counts.Longer = len(twins)+len(cut), len(why), len(longer)
	for _, f := range twins {
		e.Left = append(e.Left, f.Path+" has the same content as another")
	}
	for _, f := range cut {
		e.Left = append(e.Left, f.Path+" is the beginning of another")
	}
	if err := tidy(ctx, o.Out, bucket, e.Name); err != nil || len(list) == 0 {
		return e, err
	}
	s := newSink(ctx, &o, bucket, e.Name)
	defer s.abandon()
	for i := range list {
		if err := e.stream(ctx, &o, &list[i], s); err != nil {
			return nil, err
		}
	}
	if err := s.close(); err != nil {
		return nil, err
	}
	if err := e.commit(ctx, &o, s); err != nil {
		return nil, err
	}
	return e, settle(ctx, &o, e, over)
}

// found is an entry that was there already, as a run tells of it that wrote nothing.
func (e *Entry) found(longer []string) *Entry {
	e.Longer, e.Counts.Longer = longer, len(longer) // of this run
	e.Counts.There, e.Counts.Outputs, e.Counts.Written = e.Counts.Outputs, 0, 0
	return e
}

// stream reads a stream into the sink.
func (e *Entry) stream(ctx context.Context, o *Options, st *stream, s *sink) error {
	t := export.Tables{Context: o.Context}
	for _, k := range export.Kinds() {
		t.Write[k] = func(r rows.Row) error {
			e.Counts.Rows[k]++
			return s.write(k, r)
		}
	}
	wrong, on := map[string]bool{}, new(watch)
	for f, err := range source.New(source.Options{Context: ctx, Done: t.Done, Once: true}, st.inputs(ctx, on)...).Frames() {
		var input *source.Error
		switch {
		case errors.As(err, &input):
			if failed := on.failed(); failed != nil {
				return failed
			}
			wrong[input.Name] = true
			t.Wrong(input)
			err = nil
		case err == nil:
			if e.Counts.Frames++; e.Counts.Frames%1000 == 1 {
				err = fault("frame")
			}
			if err == nil {
				err = t.Add(f)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := cmp.Or(on.failed(), ctx.Err()); err != nil {
		return err
	}
	if err := t.Close(); err != nil {
		return err
	}
	e.Counts.Streams++
	e.Counts.Wrong += len(wrong)
	e.Counts.Late += t.Late()
	if size := st.size(); size > o.Large && o.Large > 0 {
		e.Large = append(e.Large, fmt.Sprintf("%s has %d bytes in %d files, which one worker reads one after the other", st.key, size, len(st.files)))
	}
	for i := range st.files {
		f := &st.files[i]
		e.Counts.Files++
		e.Counts.Bytes += f.Size
		e.Inputs = append(e.Inputs, Input{f.Path, f.Digest, st.key.String(), f.First, f.Size})
	}
	return nil
}

// commit puts all files in their places, and says so.
func (e *Entry) commit(ctx context.Context, o *Options, s *sink) error {
	for _, p := range s.all {
		e.Outputs = append(e.Outputs, p.Output)
		e.Counts.Outputs++
		e.Counts.Written += p.Bytes
	}
	if err := e.write(ctx, o.Out, ".begun"); err != nil {
		return err
	}
	for _, p := range s.all {
		if err := fault("rename"); err != nil {
			return err
		}
		if err := p.file.Rename(); err != nil {
			return err
		}
	}
	if err := fault("entry"); err != nil {
		return err
	}
	if err := e.write(ctx, o.Out, ".json"); err != nil {
		return err
	}
	if err := fault("ended"); err != nil {
		return err
	}
	return e.ended(ctx, o.Out)
}

// whole reports whether all that an entry speaks of is there.
func (e *Entry) whole(ctx context.Context, out string) bool {
	for _, o := range e.Outputs {
		if !stands(ctx, out+"/"+o.Place) {
			return false
		}
	}
	return true
}
