package pcap

// Optional is a number that a file may leave out, where 0 means something too.
// Its zero value is one that is missing.
type Optional[T uint32 | uint64] struct {
	Value   T
	Present bool
}

// Of is a number that is there.
func Of[T uint32 | uint64](v T) Optional[T] { return Optional[T]{v, true} }
