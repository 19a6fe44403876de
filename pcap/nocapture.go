package pcap

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// others is what files that are no captures begin with, where four bytes tell.
var others = []struct{ magic, is string }{
	{"\xfd7zX", "xz data, which xz -dc unpacks"},
	{"BZh", "bzip2 data, which bzip2 -dc unpacks"},
	{"\x04\x22\x4d\x18", "lz4 data, which lz4 -dc unpacks"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"PK\x03\x04", "a zip archive"},
	{"\x7fELF", "a program"},
	{"snoo", "a snoop capture, which editcap -F pcapng converts"},
	{"GMBU", "a Network Monitor capture, which editcap -F pcapng converts"},
	{"PAR1", "a Parquet file"},
}

// beginsWith says what stands where a capture's magic number should, and what it is
// known for.
func beginsWith(head []byte) error {
	for _, f := range others {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return fmt.Errorf("it begins with % x: %s", head, f.is)
		}
	}
	if text := bytes.TrimLeftFunc(head, func(r rune) bool { return r >= ' ' && r <= '~' || r == '\n' || r == '\r' || r == '\t' }); len(head) == 4 && len(text) == 0 {
		return fmt.Errorf("it begins with % x: text, of which cnwire convert makes a capture where it is a hex dump", head)
	}
	return fmt.Errorf("it begins with % x", head)
}

// erfSize is how long the header of a record of ERF is, which is all that such a file
// begins with.
const erfSize = 16

// isERF reports whether bytes seem to begin a capture of Endace's ERF, which has no
// magic number: a time since 2001, a type, and a record of whole 8 bytes that is not
// much longer than its header and what was on the wire.
func isERF(head []byte) bool {
	if len(head) < erfSize {
		return false
	}
	seconds, kind := binary.LittleEndian.Uint32(head[4:]), head[8]&0x7f
	record, wire := int(binary.BigEndian.Uint16(head[10:])), int(binary.BigEndian.Uint16(head[14:]))
	beside := record - erfSize - wire
	return seconds > 978307200 && kind >= 1 && kind <= 48 && record%8 == 0 && wire > 0 && beside >= -4 && beside < 16 // the checksum may be on the wire only
}
