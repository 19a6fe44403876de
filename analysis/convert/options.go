package convert

import (
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/pcap"
)

// Options say what is copied, and how.
type Options struct {
	Selection
	Count      uint64              // stop after so many frames that were read; 0 for all
	SnapLen    int                 // bytes of each frame that are kept; 0 for all
	Swap       bool                // in the other byte order, by meaning
	Anonymizer *rewrite.Anonymizer // or nil
	Format     string              // of the output, as pcap.Reader.Format has it; Default if empty
	Default    string              // what an output by that name should be: "pcapng", "pcap", or empty for the input's
	Warn       func(error)         // told of damage that was read around
	Progress   func()              // called for each frame that is read
	Hosts      *host.Teller        // tells whose the frames are; nil is all of one
}

// Result counts what was done.
type Result struct {
	Read, Written uint64
	NotSwapped    map[rewrite.Reason]uint64
	Refused       uint64    // frames that the output's format cannot hold
	Refusal       error     // why the first of them, or nil
	Lost          pcap.Lost // what the output's format has no place for
	LeftOut                 // names, secrets, custom and unknown blocks, and texts of sections
}

// OutputError is an error of the output, for which no input is to blame.
type OutputError struct{ Err error }

func (e *OutputError) Error() string { return e.Err.Error() }
func (e *OutputError) Unwrap() error { return e.Err }
