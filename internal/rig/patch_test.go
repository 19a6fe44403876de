package main

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// flat is a memory of bytes.
type flat []byte

func (m flat) read(address uint64, n int) ([]byte, error) {
	return bytes.Clone(m[address : address+uint64(n)]), nil
}
func (m flat) write(address uint64, b []byte) error { copy(m[address:], b); return nil }

var some = pattern{"\xba\x75\x14\x01\x00", "\xba\x75\x1c\x01\x00"}

func TestPatch(t *testing.T) {
	for _, c := range []struct {
		name, before, after, fault string
	}{
		{"once", "ab" + some.old + "cd", "ab" + some.new + "cd", ""},
		{"never", "abcd", "", "0 times"},
		{"twice", some.old + some.old, "", "2 times"},
	} {
		b := []byte(c.before)
		switch err := patch(b, some); {
		case c.fault == "" && (err != nil || string(b) != c.after):
			t.Errorf("%s: %x, %v", c.name, b, err)
		case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault) || string(b) != c.before):
			t.Errorf("%s: %x, %v", c.name, b, err)
		}
	}
}

// TestPatchMemory puts the pattern at every place around the seam of two reads.
func TestPatchMemory(t *testing.T) {
	for at := 1990; at < 2010; at++ {
		m := make(flat, 5000)
		copy(m[at:], some.old)
		found, err := patchMemory(m, uint64(len(m)), some)
		if err != nil || found != uint64(at) || !bytes.Equal(m[at:at+5], []byte(some.new)) {
			t.Errorf("at %d: found at %d, %v", at, found, err)
		}
	}
	m := make(flat, 5000)
	copy(m[100:], some.old)
	copy(m[4995:], some.old)
	if _, err := patchMemory(m, uint64(len(m)), some); err == nil || !strings.Contains(err.Error(), "0x1383") {
		t.Errorf("two places: %v", err)
	}
}

// TestPatterns: what is patched in sets bit 11 in the mask that is patched out,
// and changes nothing else. 0x11475 has the bits of the kernel's list.
func TestPatterns(t *testing.T) {
	var mask uint32
	for _, family := range []int{0, 2, 4, 5, 6, 10, 12, 16} { // ROUTE … GENERIC
		mask |= 1 << family
	}
	for _, k := range kernels {
		o := binary.ByteOrder(binary.LittleEndian)
		at := 1
		if k.arch == "s390x" {
			o, at = binary.BigEndian, 2
		}
		was, is := o.Uint32([]byte(k.tap.old)[at:]), o.Uint32([]byte(k.tap.new)[at:])
		if was != mask || is != mask|1<<11 || k.tap.old[:at] != k.tap.new[:at] || len(k.tap.old) != at+4 || len(k.tap.new) != at+4 {
			t.Errorf("%s: %#x becomes %#x", k.name, was, is)
		}
	}
}
