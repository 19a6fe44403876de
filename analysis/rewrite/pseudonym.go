package rewrite

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
)

// commSize is TASK_COMM_LEN, from include/linux/sched.h.
const commSize = 16

// pseudonymSize is how many characters a pseudonym has. Of 5 bits each, so that
// among a million names two get the same one with a probability below 10^-6.
const pseudonymSize = 12

var pseudonyms = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567")

// pseudonym writes into to, of 16 zero bytes, what stands for the name in comm.
// Equal names get equal ones, whatever stands behind their NUL. The empty name
// stays, since it says nothing.
func pseudonym(key *[sha256.Size]byte, to, comm []byte) {
	name, _, _ := bytes.Cut(comm, []byte{0})
	if len(name) == 0 {
		return
	}
	// As in package permutation: one length, one block, the key in front.
	var b [sha256.Size + 1 + commSize]byte
	copy(b[:], key[:])
	b[sha256.Size] = domainComm
	copy(b[sha256.Size+1:], name)
	sum := sha256.Sum256(b[:])
	var text [commSize]byte
	pseudonyms.Encode(text[:], sum[:10])
	copy(to, text[:pseudonymSize])
}
