// Command fleet makes tables of the captures of many hosts, on Apache Beam:
//
//	go -C fleet build -o ../bin/fleet . && bin/fleet --input 'captures/**/*.pcapng' --output out
//
// docs/fleet.md says how it is used. Without --runner it runs on this machine.
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx" // with local and gs://, and the runners

	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/pipeline"
)

func main() {
	var o pipeline.Options
	var inputs patterns
	flag.Var(&inputs, "input", "pattern of captures to read: **/ is any folders; may come several times (required)")
	flag.StringVar(&o.Out, "output", "", "folder to write the dataset into (required)")
	flag.IntVar(&o.Buckets, "buckets", 16, "how many parts the hosts are in: a worker takes one at a time, and each has files of its own; the same for all runs into an output")
	flag.Int64Var(&o.FileSize, "file_size", 256<<20, "bytes of a file of the dataset, about")
	flag.Int64Var(&o.Large, "large", 64<<30, "bytes of one recorder's captures that are said to be long for one worker")
	flag.BoolVar(&o.Context, "context", true, "fill the columns life, age_ns, fork_to_exec_ns and ancestors of the events")
	flag.IntVar(&o.Workers, "at_once", 0, "parts that one process works on at once, each with its rows in memory; by default as many as there are processors")
	flag.Parse()
	beam.Init()
	if wrong := usage(&o, inputs, flag.Args()); wrong != "" {
		fmt.Fprintln(os.Stderr, "fleet:", wrong)
		os.Exit(2)
	}
	o.Run = rand.Text()
	wrong, err := run(context.Background(), o, inputs)
	if err != nil {
		fmt.Fprintln(os.Stderr, "fleet:", cause(err))
	}
	if err != nil || wrong {
		os.Exit(1)
	}
}

// usage says what is wrong with a command line.
func usage(o *pipeline.Options, inputs, rest []string) string {
	switch {
	case len(inputs) == 0 || o.Out == "":
		return "name what to read and where to write: --input 'captures/**/*.pcapng' --output out"
	case len(rest) > 0:
		return fmt.Sprintf("%s is no flag: each pattern has an --input before it, in quotes, so that the shell leaves it", rest[0])
	case o.Buckets < 1:
		return fmt.Sprintf("--buckets %d: the hosts are in 1 part at least", o.Buckets)
	case o.FileSize < 1:
		return fmt.Sprintf("--file_size %d: a file has 1 byte at least", o.FileSize)
	case o.Workers < 0:
		return fmt.Sprintf("--at_once %d: 1 part at least, or 0, which is as many as there are processors", o.Workers)
	}
	return ""
}

// patterns are the values of a flag that may come several times.
type patterns []string

func (p *patterns) String() string { return strings.Join(*p, " ") }

func (p *patterns) Set(text string) error {
	*p = append(*p, text)
	return nil
}

// run runs the pipeline and tells what came of it; wrong says that files were damaged.
func run(ctx context.Context, o pipeline.Options, inputs []string) (wrong bool, err error) {
	if err := bucket.Settle(ctx, o.Out, o.Buckets); err != nil {
		return false, err
	}
	p, s := beam.NewPipelineWithRoot()
	pipeline.Build(s, o, inputs)
	if err := beamx.Run(ctx, p); err != nil {
		return false, err
	}
	reports, err := bucket.Reports(ctx, o.Out, o.Run)
	if err != nil {
		return false, err
	}
	if !slices.ContainsFunc(reports, func(e bucket.Entry) bool { return e.Nothing == "" }) {
		return false, fmt.Errorf("no file is named %s", strings.Join(inputs, ", nor "))
	}
	wrong = tell(os.Stderr, reports)
	return wrong, bucket.Told(ctx, o.Out)
}
