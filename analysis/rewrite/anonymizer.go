package rewrite

import (
	"crypto/rand"
	"crypto/sha256"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/permutation"
	"github.com/cnwire/cnwire/spec"
)

// Anonymizer rewrites frames so that a capture of them can be shared: who did
// something is replaced, what was done and when stays. One of several goroutines
// may use it at a time.
//
// Mapped, one-to-one and to the same in all frames and byte orders:
//
//   - Thread and process ids of all events, and nlmsg_pid, since a port id
//     mostly is the pid of who opened it. So a leader (pid equal to tgid), a
//     parent and its child are still that. 0 (the kernel, nobody), 1 (init) and
//     -1 stay. Ids below 4194304, the largest pid_max, stay below; larger and
//     negative ones, which are no pids but port ids and stale memory, are mapped
//     among themselves.
//   - User and group ids, both by one mapping, so that a user's own group still
//     has its number. 0 (root), 65534 (nobody) and 4294967295 (none) stay; those
//     below 65534 stay below.
//   - Names of programs, to twelve letters and digits; the empty one stays. Two
//     names getting the same one is possible, but will not happen.
//
// No value that is mapped stays the same. Whose does the same for the line that says whose
// a capture is.
//
// Kept: lengths, kinds, ids of connector users, seq and ack, timestamps, CPUs,
// errors, exit codes and signals, masks of events, interface numbers. They may tell who knows the
// machine more than its owner wants.
//
// Zero, in their old length, is all the rest, since nobody can say what it gives
// away: payloads that the table lacks, other families', padding, bytes behind
// an arm and cn_msg.flags (memory of kernels before 3.12, SPEC.md R10), numbers of
// DRBD's that have no name (memory too), what may be a key of POHMELFS's, link-layer
// addresses, what follows damage, fields that a snap length cut, frames that are no netlink.
type Anonymizer struct {
	key       [sha256.Size]byte
	pids, ids permutation.Mapping
}

// Domains tell apart what is hashed under one key.
const (
	domainPID byte = iota + 1
	domainID
	domainComm
	domainHost
	domainMachine
	domainBoot
)

// maxPID is the largest pid: PID_MAX_LIMIT, from include/linux/threads.h, is the
// first number above it.
const maxPID = 1<<22 - 1

// NewAnonymizer returns an Anonymizer with a secret key of any length, which
// decides all mappings: one key gives one mapping, over several files and in
// every run. Who has the key can undo them, and who can guess it too; 16 random
// bytes cannot be guessed. An empty key stands for a random one that is never
// told.
func NewAnonymizer(key []byte) *Anonymizer {
	a := &Anonymizer{key: sha256.Sum256(key)}
	if len(key) == 0 {
		rand.Read(a.key[:]) // never fails
	}
	a.pids = permutation.New(&a.key, domainPID, [2]uint32{2, maxPID}, [2]uint32{maxPID + 1, 1<<31 - 1}, [2]uint32{1 << 31, 1<<32 - 2})
	a.ids = permutation.New(&a.key, domainID, [2]uint32{1, 65533}, [2]uint32{65535, 1<<32 - 2})
	return a
}

// Frame appends the frame's bytes, rewritten: as many as f.Data has, with the
// same structs at the same places, unless damage left it to guessing where they
// are. dst must not overlap f.Data.
func (a *Anonymizer) Frame(dst []byte, f *analysis.Frame) []byte {
	n := len(dst)
	dst = append(dst, make([]byte, len(f.Data))...) // zero: only what was judged gets in
	to := dst[n:]
	for _, s := range f.Spans {
		for p, at := range wholeFields(s) {
			a.field(p, s.Order, to[at:at+p.Size], f.Data[at:at+p.Size])
		}
	}
	return dst
}

// field writes into to, which is zero, what becomes of the field in from. The
// table says how each was judged by a person; what this code has no word for
// stays zero.
func (a *Anonymizer) field(p *spec.Field, o codec.Order, to, from []byte) {
	switch p.Anonymize {
	case "keep":
		copy(to, from)
	case "named": // or it is what lay in a kernel's memory
		if _, ok := spec.Default().Name(p.Values, unsigned(o, from)); ok {
			copy(to, from)
		}
	case "pid": // it names a task, or a port that is mostly named after one
		o.AppendUint32(to[:0], a.pids.Of(o.Uint32(from)))
	case "uid": // of a user or a group
		o.AppendUint32(to[:0], a.ids.Of(o.Uint32(from)))
	case "name": // of a program
		pseudonym(&a.key, to, from)
	}
}

// unsigned reads a number of a field's size.
func unsigned(o codec.Order, b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(o.Uint16(b))
	case 4:
		return uint64(o.Uint32(b))
	}
	return o.Uint64(b)
}
