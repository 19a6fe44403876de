package pcap

import (
	"bytes"
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
		return fmt.Errorf("it begins with % x: text", head)
	}
	return fmt.Errorf("it begins with % x", head)
}
