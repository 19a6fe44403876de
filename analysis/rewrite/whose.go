package rewrite

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/cnwire/cnwire/pcap/comment"
)

// Whose returns what stands in for the comments of an interface: nothing, or a line that
// says whose it is (record/COMMENTS.md) by other names. One host has one name, one id and,
// of each boot, one number under a key, in all files; so its captures still belong together,
// and those of two hosts do not.
func (a *Anonymizer) Whose(comments []string) []string {
	for _, c := range comments {
		for text := range comment.Lines(c) {
			l, err := comment.Parse(text)
			if err != nil || l.Kind != "host" || l.Get("id") == "" && l.Get("name") == "" {
				continue
			}
			line := a.line(l)
			return []string{line.String()}
		}
	}
	return nil
}

// line maps the words that name something, keeps those that say what kind of recording it
// is and when it began, and leaves out what it does not know.
func (a *Anonymizer) line(l comment.Line) comment.Line {
	out := comment.Line{Kind: l.Kind}
	for _, w := range l.Words {
		value := strings.ToLower(w.Value)
		switch w.Key {
		case "name":
			sum := a.keyed(domainHost, w.Value)
			out.Add(w.Key, "host-"+pseudonyms.EncodeToString(sum[:10])[:pseudonymSize])
		case "id":
			out.Add(w.Key, a.digits(domainMachine, value))
		case "boot":
			out.Add(w.Key, a.digits(domainBoot, strings.ReplaceAll(value, "-", "")))
		case "source", "order":
			if _, ok := told[value]; ok {
				out.Add(w.Key, value)
			}
		case "mask", "group", "monotonic", "boottime", "realtime":
			if value == "all" || number(value) {
				out.Add(w.Key, value)
			}
		case "filter":
			out.Add(w.Key, "some") // that there was one; its words may be names
		}
	}
	return out
}

// told are what recordings are made of, and in which order: words that are the same for all.
var told = map[string]struct{}{"socket": {}, "tap": {}, "nlmon": {}, "little": {}, "big": {}}

// number reports whether a value is one, decimal or hexadecimal, and no more.
func number(s string) bool {
	s = strings.TrimPrefix(s, "0x")
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789abcdef") == ""
}

func (a *Anonymizer) keyed(domain byte, text string) []byte {
	h := hmac.New(sha256.New, a.key[:])
	h.Write(append([]byte{domain}, text...))
	return h.Sum(nil)
}

// digits are 32 hexadecimal digits, as an id and a boot have.
func (a *Anonymizer) digits(domain byte, text string) string {
	return hex.EncodeToString(a.keyed(domain, text)[:16])
}
