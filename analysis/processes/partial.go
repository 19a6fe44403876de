package processes

// Partial says what of a process was not seen.
type Partial uint8

const (
	// NoStart: its FORK. What it did before its first event is not known either.
	NoStart Partial = 1 << iota
	// NoEnd: the EXIT of its last thread. It may live on.
	NoEnd
	// NoParent: any event that names its parent, or a comment that does.
	NoParent
	// NoThreads: the start or the end of one of its threads. Its end is then that
	// of the last thread whose end was seen.
	NoThreads
	// NoEvents: messages of the kernel, lost while it lived. Some may have been of
	// it, and its pid may have been another's meanwhile.
	NoEvents

	allPartial = NoStart | NoEnd | NoParent | NoThreads | NoEvents
)

// partialNames are the names in the order of the bits.
var partialNames = [...]string{"start", "end", "parent", "threads", "events"}

// Names returns the names of what is set.
func (p Partial) Names() []string {
	names := []string{}
	for i, n := range partialNames {
		if p&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// Append appends the names with a comma between them.
func (p Partial) Append(dst []byte) []byte {
	n := len(dst)
	for i, name := range partialNames {
		if p&(1<<i) == 0 {
			continue
		}
		if len(dst) > n {
			dst = append(dst, ',')
		}
		dst = append(dst, name...)
	}
	return dst
}
