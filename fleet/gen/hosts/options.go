package hosts

import "time"

// Options say what is made. Shares are of 1000.
type Options struct {
	Hosts  int    // machines
	Events int    // of each boot of a machine, about
	Seed   uint64 // of all that is random
	Start  time.Time
	Pause  time.Duration // between two messages at most; half of it on average

	Reboots    int // share of the hosts that boot twice
	Splits     int // share of the recordings that are a ring of several files
	Cut        int // share of the files that end in the middle of a packet
	Garbage    int // share of the files with bytes in the middle that mean nothing
	Duplicates int // share of the files that are there twice, under two names
	Compressed int // share of the files that are gzip
	Drops      int // share of the recordings in which the kernel dropped events
	Taps       int // share of the recordings that a tap made, which sees what others ask for
	BigEndian  int // share of the hosts
	Hostless   int // share of the boots whose files do not say whose they are
	Seconds    int // share of the boots that two recorders recorded, the second from later on

	// Each is told of each message that stands in the files, once for each recorder.
	Each func(*Event) error
}

// Default has a little of everything.
func Default(hosts, events int) Options {
	return Options{
		Hosts: hosts, Events: events, Seed: 1, Start: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC), Pause: 2 * time.Millisecond,
		Reboots: 150, Splits: 500, Cut: 50, Garbage: 80, Duplicates: 80, Compressed: 200, Drops: 300, Taps: 200, BigEndian: 100,
	}
}

// Plain has none of what makes captures hard to read: one recording a host, whole.
func Plain(hosts, events int) Options {
	return Options{Hosts: hosts, Events: events, Seed: 1, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Pause: 2 * time.Millisecond}
}
