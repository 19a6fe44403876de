// Package wireshark has the plugin for Wireshark and tshark, and the profile that
// goes with it, embedded, and puts them where a Wireshark looks for them, with a
// copy of the command that captures there (package extcap).
//
// The plugin is one file, cnwire.lua, since a user may install it by copying. It
// is made by internal/gen of the tables of package spec and of the files in lua/,
// which are written by hand and have the rules: byte order, copies, answers,
// losses. So a field, an event or a connector user that is added to the tables
// is in the plugin too. Its tests hold it against package analysis over the whole
// corpus, with real tsharks.
package wireshark

import "embed"

// Plugin is the text of the plugin.
//
//go:embed cnwire.lua
var Plugin []byte

// profile has the files of the profile cnwire: colouring rules, columns, I/O graphs.
//
//go:embed profile
var profile embed.FS
