// Package corpus embeds the exam: captures of connector traffic that kernels
// sent, the manifest that says where each comes from, and the test vectors.
// README.md describes the files for readers in any language.
package corpus

import (
	"embed"
	"io/fs"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

//go:embed MANIFEST captures
var files embed.FS

// demo is apart, for programs that need nothing else of the corpus.
//
//go:embed captures/demo-amd64-6.1.192-nlmon.pcap
var demo string

// FS returns the files, by the paths that the manifest has.
func FS() fs.FS { return files }

// Demo is a small capture that tells a story, from LISTEN to IGNORE: what the
// examples read. The caller owns the bytes.
func Demo() []byte { return []byte(demo) }

// Vectors returns the test vectors: bytes with the answers that are right. The
// caller owns them.
func Vectors() (*vectors.Set, error) { return vectors.Load() }

// must returns the bytes of an embedded file that the code names.
func must(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
