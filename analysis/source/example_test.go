package source_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// The messages of a capture, here one that is built in: source.File(name) is one
// in a file.
func Example() {
	s := source.New(source.Options{Count: 4}, source.Reader("demo", bytes.NewReader(corpus.Demo())))
	for f, err := range s.Frames() {
		if err != nil {
			log.Print(err) // the loop goes on where it can
			continue
		}
		fmt.Printf("%d: %s\n", f.Number, f.AppendSummary(nil, false))
	}
	// Output:
	// 1: LISTEN
	// 2: ack ok
	// 3: fork pid 1 tid 97 child 98 tid 98
	// 4: fork pid 1 tid 97 child 98 tid 98 [copy of 3]
}
