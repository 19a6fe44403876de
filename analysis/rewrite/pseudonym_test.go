package rewrite

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"testing"
)

func TestPseudonym(t *testing.T) {
	key, other := sha256.Sum256([]byte("a")), sha256.Sum256([]byte("b"))
	of := func(key *[32]byte, comm string) string {
		var from, to [commSize]byte
		copy(from[:], comm)
		pseudonym(key, to[:], from[:])
		return string(to[:])
	}
	form := regexp.MustCompile(`^[a-z2-7]{12}\x00{4}$`)
	seen := map[string]string{}
	for i := range 20000 {
		name := fmt.Sprintf("%x", i*i)
		to := of(&key, name)
		if !form.MatchString(to) || seen[to] != "" {
			t.Fatalf("%q becomes %q, as %q does", name, to, seen[to])
		}
		seen[to] = name
	}
	if of(&key, "bash") != of(&key, "bash\x00left over") {
		t.Error("what stands behind the NUL counts")
	}
	if of(&key, "sixteen bytes...") == of(&key, "sixteen bytes..") {
		t.Error("the last of sixteen bytes does not count")
	}
	if of(&key, "bash") == of(&other, "bash") {
		t.Error("the key does not count")
	}
	if empty := of(&key, "\x00left over"); !bytes.Equal([]byte(empty), make([]byte, commSize)) {
		t.Errorf("no name becomes %q", empty)
	}
}
