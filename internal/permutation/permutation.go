package permutation

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// permutation is a secret one-to-one mapping of the numbers from lo to hi onto
// themselves which leaves none of them where it is. There must be at least two.
//
// It is made of three parts. A Feistel network is one-to-one whatever its round
// function is, so collisions are impossible rather than rare; its round function
// is a keyed hash, so without the key it cannot be told from a random mapping.
// It works on a power of four, and lo to hi is less: a result outside is put in
// again until one is inside (cycle walking), which stays one-to-one because the
// walk can be gone backwards. A random mapping has one fixed point on average,
// and a pid that stays is a pid that leaks; therefore the network does not map
// the number itself. It orders the numbers in a secret ring, and each is mapped
// to its neighbour there: scramble, add one, unscramble.
type permutation struct {
	key    *[sha256.Size]byte
	domain byte // tells apart permutations under one key
	lo, hi uint32
}

// rounds is what NIST SP 800-38G has for networks on domains as small as these.
const rounds = 10

// of returns the number that x, which is from lo to hi, is mapped to.
func (p *permutation) of(x uint32) uint32 {
	n := p.hi - p.lo + 1
	y := p.walk(x-p.lo, n, 0, 1) + 1
	if y == n {
		y = 0
	}
	return p.lo + p.walk(y, n, rounds-1, -1)
}

// walk puts x through the network, until the result is below n. The rounds go
// from first in steps of step: 0 and 1, or backwards rounds-1 and -1.
func (p *permutation) walk(x, n uint32, first, step int) uint32 {
	half := (bits.Len32(n-1) + 1) / 2
	for {
		x = p.feistel(x, half, first, step)
		if x < n {
			return x
		}
	}
}

// feistel is the network on 2*half bits. Its left and right are exchanged at the
// end, so that the same code with the rounds in reverse is its inverse.
func (p *permutation) feistel(x uint32, half, first, step int) uint32 {
	mask := uint32(1)<<half - 1
	left, right := x>>half, x&mask
	for i, r := 0, first; i < rounds; i, r = i+1, r+step {
		left, right = right, left^p.round(r, right)&mask
	}
	return right<<half | left
}

// round is the network's keyed hash. All its inputs have one length and fit in
// one block, so that a hash with the key in front needs no HMAC around it.
func (p *permutation) round(r int, x uint32) uint32 {
	var b [sha256.Size + 10]byte
	copy(b[:], p.key[:])
	b[32] = p.domain
	b[33] = byte(r)
	binary.LittleEndian.PutUint32(b[34:], p.lo)
	binary.LittleEndian.PutUint32(b[38:], x)
	sum := sha256.Sum256(b[:])
	return binary.LittleEndian.Uint32(sum[:])
}

// Mapping maps all 32-bit numbers: each range onto itself, and what is in no
// range stays.
type Mapping struct {
	ranges []permutation
	seen   map[uint32]uint32 // what was mapped already: hashing costs microseconds
}

// maxSeen bounds a Mapping's memory, to about 2 MiB, in a capture of any length.
const maxSeen = 1 << 16

// New makes a Mapping of ranges, each of two numbers or more, its first and its
// last. The domain tells apart mappings under one key.
func New(key *[sha256.Size]byte, domain byte, ranges ...[2]uint32) Mapping {
	m := Mapping{seen: map[uint32]uint32{}}
	for _, r := range ranges {
		m.ranges = append(m.ranges, permutation{key, domain, r[0], r[1]})
	}
	return m
}

// Of returns the number that v is mapped to.
func (m *Mapping) Of(v uint32) uint32 {
	if to, ok := m.seen[v]; ok {
		return to
	}
	to := v
	for i := range m.ranges {
		if p := &m.ranges[i]; p.lo <= v && v <= p.hi {
			to = p.of(v)
		}
	}
	if len(m.seen) >= maxSeen {
		clear(m.seen)
	}
	m.seen[v] = to
	return to
}
