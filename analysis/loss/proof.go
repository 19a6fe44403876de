package loss

import "github.com/cnwire/cnwire/spec/genealogy"

// Proof is what proves of numbers that are missing that they were lost (R29).
type Proof uint8

const (
	Unproven   Proof = iota // nothing: filtered or lost
	Unfiltered              // whoever asks says that the listener had asked for all events
	Listener                // somebody had asked for all events, and a tap saw him
	Dropped                 // the capture counts as many frames that it dropped
)

// String returns "unfiltered", "listener", "dropped", or nothing.
func (p Proof) String() string {
	switch p {
	case Unfiltered:
		return "unfiltered"
	case Listener:
		return "listener"
	case Dropped:
		return "dropped"
	}
	return ""
}

// proof is what proved a gap as it opened, in the order in which genealogy.Losses
// asks.
func (l *Host) proof(g *genealogy.Gap) Proof {
	switch {
	case g.Filtered:
		return Unproven
	case !l.Filtered:
		return Unfiltered
	case l.Since != 0 && g.From.Frame >= l.Since:
		return Listener
	}
	return Dropped
}
