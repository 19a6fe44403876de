package host

// Host is whose traffic it is: a machine, and one boot of it. A nil Host is the
// only one there is, and nobody knows its name.
type Host struct {
	Number int    // from 0, in the order in which hosts appear
	Name   string // its own and no other host's; it may have any bytes
	Booted bool   // the capture says which boot it is: counters cannot begin anew

	// Identity is what the capture says of whose it is; zero where it does not, and
	// where all there is counts as one.
	Identity Identity

	of      *Hosts
	watched bool   // Saw wants its messages
	goesOn  bool   // with the counters of another
	last    []last // messages by CPU, where watched
}

// String returns the name; "" for nil.
func (h *Host) String() string {
	if h == nil {
		return ""
	}
	return h.Name
}

// Index returns the number; 0 for nil.
func (h *Host) Index() int {
	if h == nil {
		return 0
	}
	return h.Number
}

// Several reports whether it is one of several, as far as is known by now.
func (h *Host) Several() bool { return h != nil && h.of.Several() }

// OneBoot reports whether all its messages are of one boot, so says the capture.
func (h *Host) OneBoot() bool { return h != nil && h.Booted }
