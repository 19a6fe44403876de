// Package pdml writes frames as PDML, the XML of Wireshark's trees, and as PSML,
// the XML of its list, for programs that eat what tshark -T pdml and -T psml write.
//
// The shape is that of tshark 4.0 with the plugin in wireshark/: a packet has the
// protocols geninfo, frame and netlink, its netlink messages, each in a
// fake-field-wrapper with its payload as data, and behind them cn and cn_proc.
// What tshark hides is hidden. Where it differs stands in shark_test.go.
//
// What comes is well-formed XML 1.0 in UTF-8 for every input.
package pdml
