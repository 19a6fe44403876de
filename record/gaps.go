package record

import (
	"maps"
	"slices"
)

// noCPU is what answers say up to 4.6, which have no number (R25).
const noCPU = 1<<32 - 1

// gaps counts what is missing in the counters of CPUs (R26), as far as messages
// behind it tell.
type gaps struct {
	cpus    map[uint32]*cpuCounter
	last    uint32
	of      *cpuCounter
	missing uint64
}

type cpuCounter struct {
	next    uint32
	missing uint64
}

// maxCPUs bounds what a socket that lies can make us keep.
const maxCPUs = 1 << 13

// add takes the number of a message.
func (g *gaps) add(cpu, seq uint32) {
	if cpu == noCPU {
		return
	}
	if g.of == nil || g.last != cpu {
		c := g.cpus[cpu]
		if c == nil {
			if len(g.cpus) == maxCPUs {
				return
			}
			if g.cpus == nil {
				g.cpus = map[uint32]*cpuCounter{}
			}
			c = &cpuCounter{next: seq}
			g.cpus[cpu] = c
		}
		g.last, g.of = cpu, c
	}
	c := g.of
	switch ahead := int32(seq - c.next); {
	case ahead >= 0:
		c.missing += uint64(ahead)
		g.missing += uint64(ahead)
		c.next = seq + 1
	case c.missing > 0: // it is late (R27)
		c.missing--
		g.missing--
	}
}

// lossy lists the CPUs that lack something, in their order, with how much.
func (g *gaps) lossy() (list []CPULoss) {
	for _, cpu := range slices.Sorted(maps.Keys(g.cpus)) {
		if n := g.cpus[cpu].missing; n > 0 {
			list = append(list, CPULoss{cpu, n})
		}
	}
	return list
}

// CPULoss is how much is missing in the counter of a CPU.
type CPULoss struct {
	CPU     uint32
	Missing uint64
}
