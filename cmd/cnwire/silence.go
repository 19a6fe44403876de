package main

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
)

// seen counts what captures hold, so that an output without a row can be
// explained.
type seen struct {
	_                               [64]byte // another goroutine counts, and changes no line that others look at
	frames, netlink, connector, far uint64
	_                               [64]byte
}

func (s *seen) add(f *analysis.Frame) {
	s.frames++
	if f.Netlink {
		s.netlink++
	}
	if f.IsConnector() {
		s.connector++
		if _, ok := f.Nanos(); !ok && f.HasTime() {
			s.far++
		}
	}
}

// tellFar says that times are missing that the capture has.
func (s *seen) tellFar() {
	if s.far > 0 {
		warn("%d frames have times before 1678 or behind 2262, which do not fit here: read shows them", s.far)
	}
}

// remark says what hosts were taken for, where that may be wrong.
func remark(s *host.Hosts) {
	for _, sentence := range s.Remarks() {
		warn("%s", visible(sentence))
	}
}

// explain says on standard error why there can be nothing of the connector, and
// reports whether that is so.
func (s *seen) explain() bool {
	switch {
	case s.connector > 0 || s.frames == 0:
		return false
	case s.netlink == 0:
		warn("none of the %d frames is netlink: link type 253, or 113 and 276 with ARPHRD type 824", s.frames)
	default:
		warn("%d netlink frames, and none of the connector (family 11): a stock kernel's nlmon does not tap it.", s.netlink)
		warn("Capture on a kernel whose tap list has family 11, or record a connector socket: README.md, \"Where captures come from\".")
	}
	return true
}

// silent says on standard error that lists have no row, and why if that is
// known. Of what was not read to its end nothing is said.
func (s *sourceFlags) silent(wrong *faults, what ...string) {
	if len(what) == 0 || wrong.ended || s.seen.frames == 0 && wrong.err() != nil || s.seen.explain() {
		return
	}
	for _, sentence := range what {
		warn("%s", sentence)
	}
}
