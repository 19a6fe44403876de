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
	return s.scanInputs(inputs, wrong, each, nil)
}

// analyse hands the frames to an analyser as scan does.
func (s *sourceFlags) analyse(wrong *faults, a analyser) error {
	inputs, err := s.inputs()
	if err != nil {
		return err
	}
	k, skims := a.(skimmer)
	if !skims || s.DisplayFilter != "" {
		return s.scanInputs(inputs, wrong, into(a), nil)
	}
	return s.scanInputs(inputs, wrong, func(f *source.Frame) error { return k.AddSkimmed(f.Frame) }, k)
}

// scanInputs is scan of inputs that are known already. k, unless nil, says which frames each needs.
func (s *sourceFlags) scanInputs(inputs []source.Input, wrong *faults, each func(*source.Frame) error, k skimmer) error {
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
	stages := source.Stages{
		Ahead: true,
		Skim: func(f *analysis.Frame) bool {
			s.seen.add(f)
			return k == nil || k.Skim(f)
		},
		Frame: func(f *source.Frame, err error) error {
			if err != nil {
				return wrong.take(err)
			}
			return each(f)
		},
	}
	if k, counts := k.(skipper); counts {
		stages.Skipped = k.Skipped
	}
	if err := source.New(o, inputs...).Each(stages); err != nil {
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

// skimmer is an analyser that can count ahead, on another goroutine, what need not wait for the
// rest: source.Stages.Skim.
type skimmer interface {
	analyser
	Skim(*analysis.Frame) (needed bool)
	AddSkimmed(*analysis.Frame) error
}

// skipper is a skimmer that counts frames that it does not need by their number: source.Stages.Skipped.
type skipper interface {
	skimmer
	Skipped(frames int, last int64)
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
