// Package pcap reads capture files: the containers, and nothing of what the
// packets in them mean.
//
// A Reader takes any io.Reader, never seeks, and keeps its memory constant
// whatever the size of the file and whatever its headers claim. What it
// reads is found out from the content alone:
//
//	magic     editcap -F  time stamps   record header
//	a1b2c3d4  pcap        microseconds  16 bytes
//	a1b23c4d  nsecpcap    nanoseconds   16 bytes
//	a1b2cd34  modpcap     microseconds  24 bytes (Alexey Kuznetzov's tcpdump)
//
// each in either byte order, plain or inside gzip or zstd.
//
// # Live input
//
// On a pipe a record is delivered as soon as its last byte has arrived; the
// Reader never waits to fill a buffer. Inside gzip and zstd this holds as far
// as the writer flushes its compressor.
//
// # Damage
//
// io.EOF means that the input ended between two records. Any other end is an
// *Error that says which record, where, and what is missing, of one of the
// classes ErrFormat, ErrTruncated, ErrDamaged and ErrRead. It stays: after a
// length that cannot be nothing tells where the next record would start.
//
// What is merely odd is delivered as the file has it, for the caller to judge:
// a snap length of 0 or smaller than the packets, more bytes captured than the
// packet had, microseconds beyond a second, time zone and accuracy fields that
// are not 0 (as in libpcap they change nothing).
package pcap
