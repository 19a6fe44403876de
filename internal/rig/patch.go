package main

import (
	"bytes"
	"fmt"
)

// patch changes the one place where the pattern stands.
func patch(b []byte, p pattern) error {
	if len(p.old) != len(p.new) {
		return fmt.Errorf("%x and %x differ in length", p.old, p.new)
	}
	if n := bytes.Count(b, []byte(p.old)); n != 1 {
		return fmt.Errorf("%x stands there %d times, want once", p.old, n)
	}
	copy(b[bytes.Index(b, []byte(p.old)):], p.new)
	return nil
}

// memory is a guest's.
type memory interface {
	read(address uint64, n int) ([]byte, error)
	write(address uint64, b []byte) error
}

// patchMemory does the same in the first size bytes of a memory, where the kernel is.
func patchMemory(m memory, size uint64, p pattern) (at uint64, err error) {
	const piece = 2000
	var found []uint64
	overlap := uint64(len(p.old) - 1) // what begins in a piece ends in it or behind; nothing is found twice
	for address := uint64(0); address < size; address += piece {
		b, err := m.read(address, int(min(piece+overlap, size-address)))
		if err != nil {
			return 0, err
		}
		for i := range b {
			if bytes.HasPrefix(b[i:], []byte(p.old)) {
				found = append(found, address+uint64(i))
			}
		}
	}
	if len(found) != 1 {
		return 0, fmt.Errorf("%x stands in memory at %#x, want one place", p.old, found)
	}
	if err := m.write(found[0], []byte(p.new)); err != nil {
		return 0, err
	}
	b, err := m.read(found[0], len(p.new))
	if err == nil && string(b) != p.new {
		err = fmt.Errorf("memory at %#x is %x after writing %x", found[0], b, p.new)
	}
	return found[0], err
}
