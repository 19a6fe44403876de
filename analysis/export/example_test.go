package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// All tables of a capture, as Parquet, from one reading. What is wrong with the capture
// is among the notes.
func ExampleTables() {
	var files [export.NumKinds]bytes.Buffer
	var writers [export.NumKinds]export.Table
	var all export.Tables
	for _, k := range export.Kinds() {
		w, err := export.NewParquet(&files[k], k)
		if err != nil {
			log.Fatal(err)
		}
		writers[k], all.Write[k] = w, w.Write
	}
	reading := source.New(source.Options{Done: all.Done}, source.Reader("web-0612.pcap", bytes.NewReader(corpus.Demo()[:3000])))
	for f, err := range reading.Frames() {
		var wrong *source.Error
		switch {
		case errors.As(err, &wrong):
			all.Wrong(wrong)
		case err != nil:
			log.Fatal(err)
		default:
			if err := all.Add(f); err != nil {
				log.Fatal(err)
			}
		}
	}
	if err := all.Close(); err != nil {
		log.Fatal(err)
	}
	for k, w := range writers {
		if err := w.Close(); err != nil {
			log.Fatal(err)
		}
		fmt.Println(export.Kind(k), w.Rows())
	}
	// Output:
	// events 27
	// processes 9
	// losses 19
	// pairs 2
	// notes 22
}
