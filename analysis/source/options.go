package source

import (
	"context"
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
)

// Options say how captures are read. The zero Options read all frames, merged
// in the order of time.
type Options struct {
	Order   codec.Order                // of all messages; OrderUnknown finds it out
	Layout  codec.ProcLayout           // of proc_event (SPEC.md R9)
	Count   uint64                     // stop after so many frames, chosen or not; 0 for all
	Choose  func(*analysis.Frame) bool // sets Frame.Chosen; nil chooses all
	TwoPass bool                       // read all twice, so that the replies to come are known
	Answers *analysis.Answers          // the replies to come, of a reading before; nil where there was none

	// Sequence reads the captures one after the other and not in the order of
	// time.
	Sequence bool

	// Once leaves out a packet that another of the captures has, of the same moment and with
	// the same bytes: it is for captures of one recorder, of which one may have a part of
	// another.
	Once bool

	// Hosts tells whose the frames are, and is asked afterwards who there was; nil
	// is a host a file, but for what captures say.
	Hosts *host.Hosts

	// Context ends the reading, at once and wherever it waits; nil never does.
	Context context.Context
	// Progress is told how far the reading is before each piece that is read, 64
	// KiB at most, from the goroutine that reads.
	Progress func(Progress)
	// Wait runs before a read that may have to wait for a pipe or a terminal: the
	// time to show what came before. Its error ends the reading.
	Wait func() error
	// Done is told of each capture behind its last frame and error, also where
	// damage, Count or the context was the end of it.
	Done func(*Opened)
}

// Progress is how far a reading is.
type Progress struct {
	Bytes  int64  // read, of all inputs
	Size   int64  // of all inputs, for both readings where there are two; 0 if nobody knows
	Frames uint64 // read
}

// Error is what is wrong with one of the inputs.
type Error struct {
	Name    string // of the input
	Missing bool   // it could not be opened, or is no capture: no frame of it comes
	Err     error  // an *pcap.Error, of which pcap.Resumes says whether more comes, or that of opening
}

func (e *Error) Error() string { return e.Name + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// isInput: it is of an input. It is apart from the loop over frames, which would else take memory
// for each frame.
func isInput(err error) bool {
	var input *Error
	return errors.As(err, &input)
}

// SetOrder sets Order to what a user wrote: auto, little or big.
func (o *Options) SetOrder(word string) error {
	for _, order := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		if word == order.String() {
			o.Order = order
			return nil
		}
	}
	o.Order = codec.OrderUnknown
	if word != "auto" {
		return fmt.Errorf("unknown byte order %q: one of auto, little, big", word)
	}
	return nil
}

// SetLayout sets Layout to what a user wrote: ns, timespec32 or timespec64.
func (o *Options) SetLayout(word string) error {
	for i, name := range []string{"ns", "timespec32", "timespec64"} { // as spec/payloads.csv has them
		if word == name {
			o.Layout = codec.ProcLayout(i)
			return nil
		}
	}
	return fmt.Errorf("unknown layout %q: one of ns, timespec32, timespec64", word)
}
