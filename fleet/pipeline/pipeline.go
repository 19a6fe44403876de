package pipeline

import (
	"cmp"
	"context"
	"runtime"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/cnwire/cnwire/fleet/bucket"
)

func init() {
	register.DoFn3x1[context.Context, string, func(string), error](&expandFn{})
	register.DoFn3x1[context.Context, string, func(int, bucket.File), error](&headFn{})
	register.DoFn4x1[context.Context, int, func(*bucket.File) bool, func(string), error](&bucketFn{})
	register.DoFn2x1[int, func(*string) bool, error](&endFn{})
	register.Iter1[string]()
	register.Emitter1[string]()
	register.Emitter2[int, bucket.File]()
	register.Iter1[bucket.File]()
}

// Options are those of package bucket, and what the whole run has.
type Options struct {
	bucket.Options
	Buckets int
	Run     string // names the reports of this run
	Workers int    // buckets that one process works on at once; 0 is as many as it has processors
}

// Build adds the pipeline: it reads the files that patterns name and writes a dataset.
func Build(s beam.Scope, o Options, patterns []string) {
	s = s.Scope("fleet")
	asked := beam.CreateList(s, patterns)
	names := beam.Reshuffle(s, beam.ParDo(s, &expandFn{Options: o}, asked))
	heads := beam.ParDo(s, &headFn{Buckets: o.Buckets}, names)
	made := beam.ParDo(s, &bucketFn{Options: o}, beam.GroupByKey(s, heads))
	beam.ParDo0(s, &endFn{}, beam.GroupByKey(s, beam.AddFixedKey(s, made)))
}

// expandFn makes names of files of a pattern, and leaves word of one that has none.
type expandFn struct{ Options Options }

func (f *expandFn) ProcessElement(ctx context.Context, pattern string, emit func(string)) error {
	some := false
	err := expand(ctx, pattern, func(path string) {
		some = true
		emit(path)
	})
	if err != nil || some {
		return err
	}
	return bucket.ReportNothing(ctx, f.Options.Out, f.Options.Run, pattern)
}

// headFn says of a file which bucket it goes to.
type headFn struct{ Buckets int }

func (f *headFn) ProcessElement(ctx context.Context, path string, emit func(int, bucket.File)) error {
	head, err := bucket.Look(ctx, path)
	if err != nil {
		return err
	}
	emit(bucket.Of(&head, f.Buckets), head)
	return nil
}

// bucketFn makes the tables of a bucket. It gives the names of what it made to another stage,
// endFn: while one works that gives nothing, Prism (2.77.0) asks on a whole processor
// whether it has come to its end.
type bucketFn struct{ Options Options }

// places are those of the buckets that this process works on at once. A runner may hand it
// more: Prism hands it all there are, and each has its rows in memory.
var places struct {
	sync.Once
	free chan struct{}
}

func (f *bucketFn) ProcessElement(ctx context.Context, number int, next func(*bucket.File) bool, emit func(string)) error {
	var files []bucket.File
	for head := (bucket.File{}); next(&head); head = (bucket.File{}) {
		files = append(files, head)
	}
	places.Do(func() { places.free = make(chan struct{}, cmp.Or(f.Options.Workers, runtime.GOMAXPROCS(0))) })
	select {
	case places.free <- struct{}{}:
		defer func() { <-places.free }()
	case <-ctx.Done():
		return ctx.Err()
	}
	e, err := bucket.Run(ctx, f.Options.Options, number, files)
	if err != nil {
		return err
	}
	emit(e.Name)
	return e.Report(ctx, f.Options.Out, f.Options.Run)
}

// endFn is where the names go that bucketFn gives.
type endFn struct{}

func (*endFn) ProcessElement(_ int, _ func(*string) bool) error { return nil }
