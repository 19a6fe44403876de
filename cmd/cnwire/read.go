package main

import (
	"bytes"
	"io"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// inputFlags are which frames are read, and how.
type inputFlags struct {
	Count uint64 `short:"c" placeholder:"N" help:"Stop after N frames."`
	orderFlags
}

// options returns how the flags want captures read.
func (i *inputFlags) options() (source.Options, error) {
	o, err := i.orderFlags.options()
	o.Count = i.Count
	return o, err
}

// orderFlags are what no capture says of itself.
type orderFlags struct {
	ByteOrder string `default:"auto" placeholder:"ORDER" help:"Byte order of the messages: auto, little or big."`
	hostFlags
	Layout string `default:"ns" placeholder:"LAYOUT" help:"Form of proc_event: ns, or what kernels 2.6.15 to 2.6.17 sent, timespec32 or timespec64."`
}

// options returns how the flags want captures read, until an interrupt.
func (i *orderFlags) options() (o source.Options, err error) {
	o.Context = interruption()
	if err = o.SetOrder(i.ByteOrder); err != nil {
		return o, usage("--byte-order: %w", err)
	}
	if err = o.SetLayout(i.Layout); err != nil {
		return o, usage("--layout: %w", err)
	}
	o.Hosts, err = i.hosts()
	return o, err
}

// hostFlags say what a host is.
type hostFlags struct {
	HostBy string `default:"file" placeholder:"WHAT" help:"What a host is where the capture does not say: a file, an interface of one, or none: all is one, whatever it says."`
}

// hosts returns an account of hosts.
func (h *hostFlags) hosts() (*host.Hosts, error) {
	s := new(host.Hosts)
	if err := s.Policy.Set(h.HostBy); err != nil {
		return nil, usage("--host-by: %w", err)
	}
	return s, nil
}

// showFlags are which of the frames are shown, and with what knowledge.
type showFlags struct {
	TwoPass  bool `short:"2" help:"Read files twice, so that cn.reply_in is known."`
	NoCopies bool `help:"Leave out frames that repeat a message for another listener."`
	filterFlags
}

type readCmd struct {
	fileFlags
	inputFlags
	showFlags
	writeFlags
	outputFlags
}

func (c *readCmd) Run(ctx *kong.Context) error {
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	if c.Write != "" || c.WriteFormat != "" {
		return c.writeChosen(ctx, c.files())
	}
	return reading(inputs, &c.inputFlags, &c.showFlags, &c.outputFlags)
}

type demoCmd struct {
	inputFlags
	showFlags
	outputFlags
}

func (c *demoCmd) Run() error {
	demo := source.Input{Name: "demo", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(corpus.Demo())), nil
	}}
	return reading([]source.Input{demo}, &c.inputFlags, &c.showFlags, &c.outputFlags)
}
