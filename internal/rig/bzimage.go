package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

func isBzImage(image []byte) bool { return len(image) >= 0x250 && string(image[0x202:0x206]) == "HdrS" }

// vmlinux takes the ELF kernel out of a bzImage, as Documentation/arch/x86/boot.rst
// describes it: payload_offset counts from the protected-mode code, which starts
// behind the boot sector and setup_sects sectors of 512 bytes. The last four bytes
// of the payload are the length of what it unpacks to.
func vmlinux(image []byte) ([]byte, error) {
	if !isBzImage(image) {
		return nil, fmt.Errorf("no bzImage")
	}
	o := binary.LittleEndian
	start := (int64(image[0x1f1])+1)*512 + int64(o.Uint32(image[0x248:]))
	end := start + int64(o.Uint32(image[0x24c:]))
	if end > int64(len(image)) || end-start < 10 {
		return nil, fmt.Errorf("its payload is said to be bytes %d to %d, of %d", start, end, len(image))
	}
	payload, size := image[start:end-4], o.Uint32(image[end-4:])
	for magic, name := range map[string]string{"\xfd7zXZ\x00": "xz", "\x28\xb5\x2f\xfd": "zstd"} {
		if !bytes.HasPrefix(payload, []byte(magic)) {
			continue
		}
		elf, err := filter(payload, name, "-dc")
		if err != nil {
			return nil, err
		}
		if len(elf) != int(size) || !bytes.HasPrefix(elf, []byte("\x7fELF")) {
			return nil, fmt.Errorf("%d bytes were unpacked, want an ELF file of %d", len(elf), size)
		}
		return elf, nil
	}
	return nil, fmt.Errorf("packed in an unknown way: %x", payload[:6])
}
