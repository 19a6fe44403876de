package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap/comment"
)

// streamOf names a reading by its first frame. What reads the same recording from the
// same frame on has the same name, and another part of it, or what another recorder wrote
// of the same host, has another: so rows of many readings can stand in one table, and
// equal numbers of frames and processes are the same where the stream is. docs/formats.md
// says what is hashed.
func streamOf(f *analysis.Frame) string {
	line, at := "", ""
	if f.Interface != nil {
		line = hostLine(f.Interface.Comments)
	}
	if ns, ok := f.Nanos(); ok {
		at = strconv.FormatInt(ns, 10)
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n", line, at)
	sum.Write(f.Data)
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// hostLine is the line of an interface that says whose it is, with the clocks at its start.
func hostLine(comments []string) string {
	for _, c := range comments {
		for text := range comment.Lines(c) {
			if l, err := comment.Parse(text); err == nil && l.Kind == "host" {
				return text
			}
		}
	}
	return ""
}
