package pcap

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
)

// others is what files that are no captures begin with.
var others = []struct{ magic, is string }{
	{"\xfd7zX", "xz data; xz -dc FILE | cnwire - reads it"},
	{"BZh", "bzip2 data; bzip2 -dc FILE | cnwire - reads it"},
	{"\x04\x22\x4d\x18", "lz4 data; lz4 -dc FILE | cnwire - reads it"},
	{"LZIP", "lzip data; lzip -dc FILE | cnwire - reads it"},
	{"\x1f\x9d", "data of compress; gzip -dc FILE | cnwire - reads it"},
	{"7z\xbc\xaf", "a 7z archive; unpack it first"},
	{"PK\x03\x04", "a zip archive; unpack it first"},
	{"\x7fELF", "a program"},
	{"snoo", "a snoop capture; editcap -F pcapng FILE OUT converts it"},
	{"GMBU", "a Network Monitor capture; editcap -F pcapng FILE OUT converts it"},
	{"RTSS", "a Network Monitor capture; editcap -F pcapng FILE OUT converts it"},
	{"TRSNIFF data", "a Sniffer capture; editcap -F pcapng FILE OUT converts it"},
	{"XCP\x00", "a Sniffer capture; editcap -F pcapng FILE OUT converts it"},
	{"ObserverPktBuffe", "an Observer capture; editcap -F pcapng FILE OUT converts it"},
	{"\xaa\xaa\xaa\xaa", "a 5Views capture; editcap -F pcapng FILE OUT converts it"},
	{"\x05VNF", "a Visual Networks capture; editcap -F pcapng FILE OUT converts it"},
	{"\x01\x10\x4c\x00\x01\x05", "a LANalyzer capture; editcap -F pcapng FILE OUT converts it"},
	{"\x54\x52\x00\x64\x00", "a nettl trace; tshark reads it"},
	{"btsnoop\x00", "a btsnoop capture; editcap -F pcapng FILE OUT converts it"},
	{"+---------+---------------+----------+", "a K12 text; tshark reads it"},
	{"PAR1", "a Parquet file; what reads such tables, as DuckDB, reads it"},
	{"PERF", "what perf recorded, it seems; perf script reads it"},
}

// KnownAs says what a file that is no capture is, and what to do with it, by its first
// bytes, 512 if there are as many. It returns "" where nothing is known of it.
func KnownAs(head []byte) string {
	for _, f := range others {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return f.is
		}
	}
	switch {
	case isERF(head):
		return "an ERF capture, it seems; editcap -F pcapng FILE OUT converts it"
	case isTar(head):
		return "a tar archive; unpack it first"
	case len(head) < magicSize || !isText(head):
		return ""
	case markup.Match(head):
		return "JSON or XML, it seems; read the capture that it was made of"
	}
	return "text; cnwire convert FILE OUT makes a capture of it, if it is a hex dump"
}

// markup is how texts begin that programs wrote for programs: objects, and tags.
var markup = regexp.MustCompile(`^\s*(\[\s*)?(\{\s*"|<[?!a-zA-Z])`)

// beginsWith says what stands where a capture's magic number should, at the start of
// head, and what the file is known for.
func beginsWith(head []byte) error {
	begin := head[:min(len(head), magicSize)]
	if is := KnownAs(head); is != "" {
		return fmt.Errorf("it begins with % x: %s", begin, is)
	}
	return fmt.Errorf("it begins with % x", begin)
}

// isText reports whether bytes are characters of ASCII alone where a magic number
// stands: a text in other letters begins so too.
func isText(head []byte) bool {
	for _, c := range head[:min(len(head), magicSize)] {
		if (c < ' ' || c > '~') && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// isTar reports whether bytes begin a tar archive, by the magic number that POSIX and
// GNU put behind the first file's name, rights and times.
func isTar(head []byte) bool {
	const at = 257
	return len(head) >= at && bytes.HasPrefix(head[at:], []byte("ustar"))
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
