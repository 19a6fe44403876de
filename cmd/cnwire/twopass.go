package main

import (
	"errors"
	"io"
	"os"

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
	if !i.twice() {
		return usage("-2 reads a capture twice, and %s can be read only once", i.name)
	}
	o, err := i.start(nil)
	if err != nil {
		return nil
	}
	defer o.close()
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
		case errors.Is(err, io.EOF) || !pcap.Resumes(err):
			return nil
		}
	}
}

// twice reports whether the input can be opened again: not what flows in.
func (i input) twice() bool {
	if i.name == "-" {
		return false
	}
	info, err := os.Stat(i.name)
	return err != nil || info.Mode().IsRegular() // what is not there is said later
}
