// Package extcap is cnwire as Wireshark calls it: as a program for external
// capture, which stands in a folder of Wireshark's, lists an interface and its
// options, and writes what it captures into a FIFO. So the start page of Wireshark
// has the connector among its interfaces.
//
// Wireshark runs the program once for each question, and tells questions by
// flags; there is no subcommand, so the command is told by its own name.
//
//	cnwire-extcap --extcap-interfaces [--extcap-version=4.4]
//	cnwire-extcap --extcap-interface cnwire --extcap-dlts
//	cnwire-extcap --extcap-interface cnwire --extcap-config [--extcap-reload-option follow]
//	cnwire-extcap --extcap-interface cnwire --extcap-capture-filter exec,exit
//	cnwire-extcap --extcap-interface cnwire --capture --fifo PATH [options]
//
// Answers are sentences, one a line, as extcap(4) and the Wireshark Developer's
// Guide (Packet Capture, extcap) have them. A status other than 0 makes Wireshark
// forget the answer; what stands on standard error is shown to the user, even
// behind a capture that ended well, so it has errors and losses only.
//
// The connector is Linux's: elsewhere no interface is listed.
package extcap
