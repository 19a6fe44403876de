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
		was, is := constant(t, k.arch, k.tap.old), constant(t, k.arch, k.tap.new)
		if was != mask || is != mask|1<<11 || len(k.tap.old) != len(k.tap.new) {
			t.Errorf("%s: %#x becomes %#x", k.name, was, is)
		}
	}
}

// constant is what the instructions of a pattern load.
func constant(t *testing.T, arch, code string) uint32 {
	t.Helper()
	le := binary.LittleEndian
	b := []byte(code)
	bad := func() { t.Fatalf("%s: %x is not the code that was expected", arch, code) }
	switch arch {
	case "amd64", "i386": // an opcode and 32 bits
		if len(b) != 5 || !strings.Contains("\xa9\xb9\xba", code[:1]) {
			bad()
		}
		return le.Uint32(b[1:])
	case "s390x": // lgfi
		if len(b) != 6 || b[0] != 0xc0 || b[1] != 0x11 {
			bad()
		}
		return binary.BigEndian.Uint32(b[2:])
	case "arm64": // movz and movk, each with 16 bits from bit 5 on, of one register
		if len(b) != 8 || le.Uint32(b)&^(0xffff<<5) != 0xd2800000 || le.Uint32(b[4:])&^(0xffff<<5) != 0xf2a00000 {
			bad()
		}
		return le.Uint32(b)>>5&0xffff | le.Uint32(b[4:])>>5<<16
	case "ppc64el": // lis r9 and ori r9,r9, each with 16 bits
		if len(b) != 8 || le.Uint16(b[2:]) != 0x3d20 || le.Uint16(b[6:]) != 0x6129 {
			bad()
		}
		return uint32(le.Uint16(b))<<16 | uint32(le.Uint16(b[4:]))
	case "riscv64": // c.lui a5 with 6 bits, here of no sign, and addi a5,a5 with 12 bits and a sign
		lui, addi := le.Uint16(b), le.Uint32(b[2:])
		if len(b) != 6 || lui&^(0x1f<<2) != 0x6781 || addi&0xfffff != 0x78793 {
			bad()
		}
		return uint32(lui)>>2&0x1f<<12 + uint32(int32(addi)>>20)
	}
	bad()
	return 0
}
