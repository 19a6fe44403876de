package host

import (
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// Stamped reports whether the times of an interface's packets were made of the kernel's
// timestamps, as a recorder makes them that reads a socket and says by which clocks
// (record/COMMENTS.md): then nothing tells when a packet was captured.
func Stamped(i *pcap.Interface) bool {
	for _, c := range i.Comments {
		for text := range comment.Lines(c) {
			if l, err := comment.Parse(text); err == nil && l.Kind == kind && l.Get("source") == "socket" && l.Get("realtime") != "" {
				return true
			}
		}
	}
	return false
}
