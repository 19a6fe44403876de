// Package corpus embeds the exam: captures of connector traffic that kernels
// sent, and the manifest that says where each comes from. README.md describes
// the files for readers in any language.
package corpus

import (
	"embed"
	"io/fs"
)

//go:embed MANIFEST captures/*.pcap
var files embed.FS

// FS returns the files, by the paths that the manifest has.
func FS() fs.FS { return files }

// Demo is a small capture that tells a story, from LISTEN to IGNORE: what the
// examples read. The caller owns the bytes.
func Demo() []byte { return must("captures/demo-amd64-6.1.192-nlmon.pcap") }

// must returns the bytes of an embedded file that the code names.
func must(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
