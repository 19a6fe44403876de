// Package pcap reads and writes capture files: the containers, and nothing of
// what the packets in them mean.
//
// A Reader takes any io.Reader, never seeks, and keeps its memory constant
// whatever the size of the file and whatever its headers claim. What it
// reads is found out from the content alone:
//
//	begins    editcap -F  time stamps   packets
//	a1b2c3d4  pcap        microseconds  records with a header of 16 bytes
//	a1b23c4d  nsecpcap    nanoseconds   records with a header of 16 bytes
//	a1b2cd34  modpcap     microseconds  records with a header of 24 bytes (Alexey Kuznetzov's tcpdump)
//	0a0d0d0a  pcapng      any           enhanced, simple and obsolete packet blocks
//
// each in either byte order, plain or inside gzip or zstd. A pcapng may have
// many sections, each in its own byte order, with many interfaces, each with
// its own link type and unit of time. Names of blocks and options are those of
// draft-ietf-opsawg-pcapng.
//
// # Packets and pieces
//
// Next gives packets. NextBlock gives every piece of the file, packet or not,
// with its bytes as they stand there. Written one after the other, by
// Writer.WriteBlock, these are the same file again to the last byte: unknown
// blocks, padding and odd lengths included. Wireshark 4 counts custom blocks
// and systemd journal blocks as frames; here they hold no packet.
//
// A Writer takes packets of any source, too. What its format has no place for
// is an error or is counted, see Lost; nothing goes silently.
//
// # What may be missing
//
// What a file leaves out has the zero value: an empty text, no comments, the
// zero Time, a nil pointer, a number 0 for one that is counted from 1. Where 0
// means something too, as in a count of losses, the field is an Optional, whose
// zero value is one that is missing.
//
// # Live input
//
// On a pipe a record or block is delivered as soon as its last byte has
// arrived; the Reader never waits to fill a buffer. Inside gzip and zstd this
// holds as far as the writer flushes its compressor.
//
// # Damage
//
// io.EOF means that the input ended between two records or blocks. Any other
// end is an *Error that says where, and what is missing, of one of the classes
// ErrFormat, ErrTruncated, ErrDamaged, ErrLimit and ErrRead. In a classic pcap
// it stays: after a length that cannot be nothing tells where the next record
// would start. A pcapng says its lengths twice, and the Reader goes on at the
// next block that is sound, if there is one: then Resume in the Error says
// where.
//
// What is merely odd is delivered as far as it makes sense, and noted, see
// Notes: more bytes captured than the packet had, a fraction beyond a second,
// a time that no clock shows, options that do not fit. So are fields of headers
// that are wrong without harm: an old version, the length of a section. A snap
// length of 0 or smaller than the packets is neither, and time zone and
// accuracy fields that are not 0 change nothing, as in libpcap.
//
// # Memory
//
// A record or packet over 262144 bytes is damage, and so is a block over 16 MiB
// unless its type may be that large; then it comes in pieces. Descriptions of
// sections and interfaces may take 16 MiB. No length in a file makes the Reader
// allocate more than twice the bytes that are really there, nor over 64 MiB.
//
// # Stability
//
// Packages codec, layers and pcap will be frozen first; until then they may
// change, as CHANGELOG.md says.
package pcap
