// Package analysis says what captured connector traffic means.
//
// Frames turns a capture (package pcap) into frames: it peels the link layer,
// settles the byte order, and outlines the datagram (codec.Outline). On a Frame
// stand the fields that tshark users know by name (Lookup, Field.Values), the
// tree of all its bytes (Tree), a line for people (Summary) and the direction.
//
// Everything that has a name in a column, a filter or a JSON object comes from
// the protocol's table in package spec; a field is looked up once, by name, and
// then read at its struct's span and its offset in the table.
package analysis
