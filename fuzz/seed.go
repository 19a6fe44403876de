package fuzz

import (
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// F is what Seed needs of a *testing.F.
type F interface{ Add(args ...any) }

// Seed adds every datagram of Datagrams to a fuzz target of one []byte.
func Seed(f F) {
	for _, c := range Datagrams() {
		f.Add(c.Bytes)
	}
}

// Case is a datagram worth decoding.
type Case struct {
	Name  string // where it comes from: a capture and frame, a vector, a file of cases/
	Bytes []byte // without a cooked header
}

// Datagrams returns what Seed adds, for tests of other forms. In this order:
// one captured datagram of each kind (see Kind), the same in the other byte
// order where no capture has it, small ones made from the table in both orders,
// and the hostile ones of cases/, each of which once broke a decoder or might.
// The caller owns the bytes.
func Datagrams() []Case {
	list := slices.Clone(datagrams())
	for i := range list {
		list[i].Bytes = slices.Clone(list[i].Bytes)
	}
	return list
}

var datagrams = sync.OnceValue(func() (list []Case) {
	seen := map[string]bool{}
	add := func(cases []Case) {
		for _, c := range cases {
			if kind := Kind(c.Bytes); !seen[kind] {
				seen[kind] = true
				list = append(list, c)
			}
		}
	}
	add(captured())
	add(swappedAll(list))
	add(vectors())
	return append(list, hostile()...)
})

//go:embed cases/*.txt
var casesFS embed.FS

// hostile reads cases/: hex digits, with comments from # to the end of a line.
func hostile() (list []Case) {
	names, err := fs.Glob(casesFS, "cases/*.txt")
	if err != nil {
		panic(err) // a pattern that does not change
	}
	for _, name := range names {
		text, err := casesFS.ReadFile(name)
		if err != nil {
			panic(err) // an embedded file
		}
		b, err := parseCase(string(text))
		if err != nil {
			panic("fuzz: " + name + ": " + err.Error()) // which a test reads first
		}
		list = append(list, Case{strings.TrimSuffix(path.Base(name), ".txt"), b})
	}
	return list
}

// parseCase reads the text of a case.
func parseCase(text string) ([]byte, error) {
	var digits strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			digits.WriteString(word)
		}
	}
	return hex.DecodeString(digits.String())
}
