package tap

// Losses are what is missing of what was to be seen, from the beginning.
type Losses struct {
	Ring    uint64 // messages that the ring had no room for: exact
	Missed  uint64 // runs of programs that the kernel left out, for its CPU was busy with BPF already: exact from Linux 5.12 on, and a message each
	Cut     uint64 // bytes behind the most that a record holds; they are missing in their messages
	Results uint64 // messages of which it is not known what came of them, and that could have been
}

// Messages is how many messages are missing.
func (l *Losses) Messages() uint64 { return l.Ring + l.Missed }
