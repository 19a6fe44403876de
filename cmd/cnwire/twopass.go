package main

import (
	"errors"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// firstPass reads the inputs for the replies to come, for -2. What is wrong
// with an input is said by the second reading.
func firstPass(inputs []input, in *inputFlags) (*analysis.Answers, error) {
	frames, err := in.frames()
	if err != nil {
		return nil, err
	}
	answers := new(analysis.Answers)
	for _, i := range inputs {
		if err := i.answers(frames, answers); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// answers reads one input as far as it goes. Its error is for an input that
// cannot be read twice.
func (i input) answers(frames *analysis.Frames, answers *analysis.Answers) error {
	o, err := i.start(nil)
	if err != nil {
		return nil
	}
	defer o.close()
	if o.size == 0 && i.name != "demo" {
		return usage("-2 reads a capture twice, and %s can be read only once", i.name)
	}
	r, err := pcap.NewReader(o.bytes)
	if err != nil {
		return nil
	}
	defer r.Close()
	frames.Open(r)
	for {
		f, err := frames.Next()
		switch {
		case err == nil:
			answers.Add(f)
		case errors.Is(err, io.EOF) || !analysis.Resumes(err):
			return nil
		}
	}
}
