package host

import (
	"strings"

	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// Identity is what a capture says of whose an interface is: a line of kind host
// (record/COMMENTS.md). Two are of one host if ID and Boot are equal, or Name and
// Boot where there is no ID.
type Identity struct {
	Name string
	ID   string // of the machine, in small letters; may be empty
	Boot string // of the boot, in small letters without dashes; may be empty
}

// kind is that of a line with an identity.
const kind = "host"

// IdentityOf reads the first line with an identity in the comments of an
// interface, and reports whether there is one. A line that names neither ID nor
// Name is none.
func IdentityOf(i *pcap.Interface) (Identity, bool) {
	for _, c := range i.Comments {
		for text := range comment.Lines(c) {
			l, err := comment.Parse(text)
			if err != nil || l.Kind != kind {
				continue
			}
			id := Identity{
				Name: l.Get("name"),
				ID:   strings.ToLower(l.Get("id")),
				Boot: strings.ToLower(strings.ReplaceAll(l.Get("boot"), "-", "")),
			}
			if id.ID != "" || id.Name != "" {
				return id, true
			}
		}
	}
	return Identity{}, false
}

// Named returns an interface that says whose it is: the interface itself if it
// does already, else a copy with a line that has the name of its host. It is the
// first comment: mergecap (4.0) takes interfaces for one if that one is equal. It
// stands in the description too where there is none: Wireshark shows a plugin no
// comment of an interface.
func Named(i *pcap.Interface, of *Host) *pcap.Interface {
	if _, told := IdentityOf(i); told || of == nil {
		return i
	}
	l := comment.Line{Kind: kind}
	l.Add("name", of.Name)
	named := *i
	named.Comments = append([]string{l.String()}, i.Comments...)
	if named.Description == "" {
		named.Description = "connector traffic of " + of.Name
	}
	return &named
}
