// Package layers decodes the Linux kernel connector with gopacket: link type
// 253 (LINKTYPE_NETLINK), the netlink messages in a frame, the cn_msgs in a
// message, and the process events behind them. What the bytes mean is codec's
// business; this package turns it into layers.
//
//	number  layer      bytes                            next
//	1253    Cooked     16, the link layer               Netlink
//	1254    Netlink    16, one nlmsghdr                 Connector, Data
//	1255    Connector  20, one cn_msg                   ProcEvent, Control, Data
//	1256    ProcEvent  all of a cn_msg's data           the next Connector or Netlink
//	1257    Control    all of a cn_msg's data           the next Connector or Netlink
//	1258    Data       what no other layer claims       the next Connector or Netlink
//
// # A frame of several messages
//
// A frame may hold several netlink messages and a message several cn_msgs. As
// SCTP's chunks do in gopacket, they follow one another: a layer's Payload is
// all that is left of the frame, from the struct that is decoded next. Packets
// have all of them as layers. A DecodingLayerParser has one struct a type, so
// what it leaves in a Set is the last of each; Set.Each stops at every one.
//
// # Many events
//
// Nearly all frames are one whole process event. Whole is such a one as one layer, in a third of the time
// that its layers take.
//
// # Byte order
//
// A frame does not name the byte order of its messages. It is found once a
// frame, from the first message's lengths, and every layer says which it is
// and by which rule (Order, OrderRule).
//
// # Cuts and damage
//
// Where the capture cut a frame there are layers for the whole structs up to
// the cut, a Data layer for the struct that it went through, Truncated is set,
// and there is no error. Lengths that contradict each other are an error, of
// type *codec.Error, that comes behind everything readable.
//
// Bytes alone do not tell a frame that was cut from one whose nlmsg_len says
// too much: without the frame's original length the latter looks like the
// former. Source.All knows it; Decoder, Set.Each and Set.SetLength are told.
//
// # Writing
//
// The layers of a decoded packet, given to gopacket.SerializeLayers, make the
// same bytes again: the order, the padding and the bytes that nobody claims are
// fields. Each layer writes its own struct before what is in the buffer;
// Netlink also puts its Pad, and Connector its Trailer, to where its Length
// says that it ends. Lengths are written as they are stored. With FixLengths
// they are computed, which needs to be told where a message ends: Serialize does
// that for any frame, gopacket.SerializeLayers for a frame of one message.
//
// # Stability
//
// Packages codec, layers and pcap will be frozen first; until then they may
// change, as CHANGELOG.md says.
package layers
