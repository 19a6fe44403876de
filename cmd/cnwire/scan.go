package main

import (
	"io"
	"os"
	"os/signal"
	"sync/atomic"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// sourceFlags are the captures that an analysis is of.
type sourceFlags struct {
	File []string `short:"r" name:"read-file" sep:"none" placeholder:"FILE" help:"A capture to read, as in tshark."`
	Args []string `arg:"" optional:"" name:"FILE" help:"Captures to read, in the order of time; - is standard input."`
	inputFlags
	filterFlags

	// pass, if set, gets the frames that the filter does not choose: without them
	// others would be misunderstood.
	pass func(*analysis.Frame) error
}

// inputs returns the captures that were named.
func (s *sourceFlags) inputs() ([]input, error) {
	files := append(s.File, s.Args...)
	if len(files) == 0 {
		return nil, usage("name a capture file, or - for standard input")
	}
	return named(files...), nil
}

// scan hands the chosen frames of the captures to each, several captures in the
// order of time. What is wrong with a capture is said when it is found and goes
// into wrong; the others go on.
func (s *sourceFlags) scan(wrong *faults, each func(*analysis.Frame) error) error {
	return s.scanNamed(wrong, func(_ string, f *analysis.Frame) error { return each(f) })
}

// scanNamed is scan with the name of the capture that a frame is of.
func (s *sourceFlags) scanNamed(wrong *faults, each func(name string, f *analysis.Frame) error) error {
	inputs, err := s.inputs()
	if err != nil {
		return err
	}
	return s.scanInputs(inputs, wrong, each)
}

// scanInputs is scanNamed of inputs that are known already.
func (s *sourceFlags) scanInputs(inputs []input, wrong *faults, each func(name string, f *analysis.Frame) error) error {
	frames, err := s.frames()
	if err != nil {
		return err
	}
	if err := s.compile(); err != nil {
		return err
	}
	m := &merged{wrong: wrong, progress: newProgress(inputs[0].name)}
	defer m.progress.stop()
	defer m.close()
	for _, i := range inputs {
		m.open(i)
	}
	stopped, restore := interrupted()
	defer restore()
	for n := uint64(0); !stopped.Load() && (s.Count == 0 || n < s.Count); n++ {
		p := m.next()
		if p == nil {
			break
		}
		m.progress.frame()
		f := frames.Feed(&p.packet)
		if !s.chosen(f) {
			if s.pass == nil {
				continue
			}
			if err := s.pass(f); err != nil {
				return err
			}
			continue
		}
		if err := each(p.name, f); err != nil {
			return err
		}
	}
	wrong.ended = wrong.ended || stopped.Load()
	return nil
}

// interrupted tells when the user has had enough: what was read until then is
// still shown. A second interrupt ends the command.
func interrupted() (*atomic.Bool, func()) {
	var stopped atomic.Bool
	c := make(chan os.Signal, 2)
	signal.Notify(c, os.Interrupt)
	go func() {
		if _, ok := <-c; ok {
			stopped.Store(true)
		}
		if _, ok := <-c; ok {
			os.Exit(statusInterrupted)
		}
	}()
	return &stopped, func() {
		signal.Stop(c)
		close(c)
	}
}

// merged is several captures as one, in the order of time: frames of the same
// time in the order of the captures, and one without a time at once.
type merged struct {
	wrong    *faults
	progress *progress
	parts    []*part
}

// part is one of the captures, and its next packet.
type part struct {
	*opened
	r      *pcap.Reader
	packet pcap.Packet
	used   bool // the packet was given away
}

// open adds a capture.
func (m *merged) open(i input) {
	o, err := i.startIn(m.progress, nil)
	if err != nil {
		m.wrong.add(i.name, err)
		return
	}
	r, err := pcap.NewReader(o.bytes)
	if err != nil {
		m.wrong.add(i.name, err)
		o.file.Close()
		return
	}
	m.parts = append(m.parts, &part{opened: o, r: r, used: true})
}

// next returns the capture with the next packet, or nil behind the last. The
// packet is valid until the next call.
func (m *merged) next() *part {
	var first *part
	for i := 0; i < len(m.parts); i++ {
		p := m.parts[i]
		if p.used && !m.advance(p) {
			m.parts = append(m.parts[:i], m.parts[i+1:]...)
			i--
			continue
		}
		if first == nil || p.packet.Time.Before(first.packet.Time) {
			first = p
		}
	}
	if first == nil {
		return nil
	}
	first.used = true
	return first
}

// advance reads a capture's next packet and reports whether there is one.
func (m *merged) advance(p *part) bool {
	for {
		err := p.r.Next(&p.packet)
		if err == nil {
			p.used = false
			return true
		}
		if err != io.EOF {
			m.wrong.add(p.name, err)
		}
		if !pcap.Resumes(err) {
			m.wrong.notes(p.name, p.r)
			p.end()
			return false
		}
	}
}

func (p *part) end() {
	p.r.Close()
	p.file.Close()
}

// close ends what is left.
func (m *merged) close() {
	for _, p := range m.parts {
		p.end()
	}
	m.parts = nil
}
