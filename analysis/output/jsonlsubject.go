package output

import (
	"slices"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
)

// appendSubject appends what is known of the process that an event is about, which
// is in no message: it has an object of its own.
func appendSubject(b []byte, s *analysis.Subject) []byte {
	if s == nil {
		return b
	}
	b = append(b, `,"process":{`...)
	b = appendPerson(b, &s.Person)
	if s.ParentKnown {
		b = append(appendKey(next(b), "parent"), `{"pid":`...)
		b = append(appendPerson(strconv.AppendInt(b, int64(s.PPID), 10), &s.Parent), '}')
	}
	return append(b, '}')
}

// appendPerson appends what is known of one.
func appendPerson(b []byte, p *analysis.Person) []byte {
	if p.Named {
		b = appendKey(next(b), "comm")
		b = analysis.AppendJSONString(b, analysis.AppendText(nil, p.Comm[:]))
	}
	for k := range who.NumFacts {
		if text := p.Facts.Get(k); text != "" {
			b = analysis.AppendJSONString(appendKey(next(b), k.String()), text)
		}
	}
	return b
}

// next appends the comma that a key has before it, unless it is the first.
func next(b []byte) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return b
}

// AsksForSubjects reports whether what is written tells of Message.Subject, which
// package known finds. By name is by a field that is named, which has parents from the
// first frame on; else it is a format that has all there is.
func (o *Options) AsksForSubjects() (asks, byName bool) {
	fields, _ := lookup(o)
	for _, fd := range fields {
		byName = byName || fd.OfSubject()
	}
	whole := len(fields) == 0 && (o.Tree || slices.Contains([]string{"json", "ek", "jsonl", "pdml"}, o.Format))
	return byName || whole, byName
}
