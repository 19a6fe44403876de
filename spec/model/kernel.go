package model

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
)

// Config says which kernel it is.
type Config struct {
	Release spec.Version
	Order   binary.ByteOrder // of the machine; nil is little-endian
	Bits32  bool             // a 32-bit kernel: its struct timespec has 8 bytes
	Old     byte             // what memory holds that a kernel sends without writing it (R10)
}

// Kernel is one running kernel, as far as the connector goes. It starts as a
// machine does: process events and the notifier are registered, where the
// generation has them, nobody listens, every counter is 0. Its methods must not
// be called from two goroutines at once.
type Kernel struct {
	Profile
	Config
	CPU   uint32 // that does what is asked next
	Clock uint64 // CLOCK_MONOTONIC, in nanoseconds

	table     *spec.Table
	users     []*user
	watches   []watch
	sockets   []*Socket // in the order in which they were opened
	listeners int32     // the counter of process events (R43)
	counts    map[uint32]uint32

	log   []Delivery
	depth int
}

// New starts a kernel. It fails for a release without a connector.
func New(c Config) (*Kernel, error) {
	p, ok := ProfileOf(c.Release)
	if !ok {
		return nil, fmt.Errorf("model: release %v has no connector", c.Release)
	}
	return Start(p, c), nil
}

// Start starts a kernel with a profile of the caller's making: what if this
// generation had done that? Config.Release still says which events and which of
// their fields there are.
func Start(p Profile, c Config) *Kernel {
	if c.Order == nil {
		c.Order = binary.LittleEndian
	}
	k := &Kernel{Profile: p, Config: c, table: spec.Default(), counts: map[uint32]uint32{}}
	if p.Notifier {
		k.Add(ID{NotifierIdx, NotifierVal}, "connector", k.watch)
	}
	if p.Proc {
		k.Add(ID{ProcIdx, ProcVal}, "cn_proc", k.listen)
	}
	return k
}

// recorded runs f and returns what was sent meanwhile. It may be called from
// within f, as a callback does that sends.
func (k *Kernel) recorded(f func()) []Delivery {
	start := len(k.log)
	k.depth++
	f()
	k.depth--
	got := slices.Clone(k.log[start:])
	if k.depth == 0 {
		k.log = nil
	}
	return got
}

// must is for what the table cannot refuse: names that are in it and values that
// fit. A table without them would not have passed the tests.
func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
