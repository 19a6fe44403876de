package main

import (
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
)

// fileFlags are the captures that are read.
type fileFlags struct {
	File []string `short:"r" name:"read-file" type:"each" placeholder:"FILE" help:"A capture to read, as in tshark."`
	Args []string `arg:"" optional:"" name:"FILE" help:"Captures to read, pcap or pcapng, plain or compressed with gzip or zstd; - is standard input."`

	kept []source.Input // them, where they can be read again
}

// sourceFlags are the captures that an analysis is of, in the order of time.
type sourceFlags struct {
	fileFlags
	inputFlags
	filterFlags

	seen seen // of the last scan
	who  *host.Hosts
}

// several reports whether there are several hosts, as far as is known by now.
func (s *sourceFlags) several() bool { return s.who.Several() }

// inputs returns the captures that were named.
func (s *fileFlags) inputs() ([]source.Input, error) {
	switch files := s.files(); {
	case s.kept != nil:
		return s.kept, nil
	case len(files) == 0:
		return nil, usage("name a capture file, or - for standard input; cnwire demo shows one that is built in")
	default:
		if err := noFilter(s.Args); err != nil {
			return nil, err
		}
		return source.Files(files...), nil
	}
}

// noFilter refuses a filter among files, which is how tshark takes one.
func noFilter(names []string) error {
	for _, name := range names {
		if isThere(name) || strings.TrimSpace(name) == "" {
			continue
		}
		if _, err := filter.Compile(name); err == nil || analysis.IsEventWord(name) {
			return usage("there is no file %s; a filter goes behind -Y", visible(name))
		}
	}
	return nil
}

func (s *fileFlags) files() []string { return append(s.File, s.Args...) }

// scan hands the frames of the captures to each, in the order of time, chosen or
// not. What is wrong with a capture is said when it is found and goes into
// wrong; the others go on.
func (s *sourceFlags) scan(wrong *faults, each func(*source.Frame) error) error {
	inputs, err := s.inputs()
	if err != nil {
		return err
	}
	return s.scanInputs(inputs, wrong, each)
}

// scanInputs is scan of inputs that are known already.
func (s *sourceFlags) scanInputs(inputs []source.Input, wrong *faults, each func(*source.Frame) error) error {
	o, err := s.options()
	if err != nil {
		return err
	}
	if o.Choose, err = s.choose(); err != nil {
		return err
	}
	o.Done, s.who = wrong.notes, o.Hosts
	p := newProgress(inputs[0].Name)
	defer p.stop()
	o.Progress = p.set
	s.seen = seen{}
	err = source.New(o, inputs...).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		if err != nil {
			return wrong.take(err)
		}
		s.seen.add(f.Frame)
		return each(f)
	}})
	if err != nil {
		return err
	}
	if !wrong.quiet {
		allRead()
		remark(o.Hosts)
	}
	return nil
}

// inTurn takes steps one after the other, up to one that fails.
func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// analyser takes frames: Add those that are chosen, and Pass those without which
// it would misunderstand others.
type analyser interface {
	Add(*analysis.Frame) error
	Pass(*analysis.Frame) error
}

// into hands frames to an analyser.
func into(a analyser) func(*source.Frame) error {
	return func(f *source.Frame) error {
		if f.Chosen {
			return a.Add(f.Frame)
		}
		return a.Pass(f.Frame)
	}
}
