package host

import (
	"cmp"
	"fmt"
	"path/filepath"
	"unicode/utf8"

	"github.com/cnwire/cnwire/pcap"
)

// MaxHosts is how many hosts are told apart; what is beyond counts as one more.
// A hostile capture could have as many as it has interfaces.
const MaxHosts = 1 << 12

// File is one of the captures that are read.
type File struct {
	Number int    // which one of them
	Name   string // as the user called it
}

// Hosts are the hosts of one or several captures. The zero value is ready.
type Hosts struct {
	Policy Policy
	// Files is how many captures there are. Where there are several, it is watched
	// whether one goes on with the counters of another.
	Files int

	list  []*Host
	by    map[key]*Host
	of    map[*pcap.Interface]*Host
	names map[string]int // that hosts have, and the last number behind it
	watch watch
	more  bool // than one
}

// key tells hosts apart.
type key struct {
	id, boot string // of an identity; name is in id behind a mark that no id has
	file     int    // from 1, as the others
	section  int
	number   int
}

// Several reports whether there are several hosts, as far as is known by now. Any goroutine
// may ask as long as no interface is met for the first time (source.Source.Each).
func (s *Hosts) Several() bool { return s != nil && s.more }

// Len is how many hosts there are, as far as is known by now.
func (s *Hosts) Len() int { return len(s.list) }

// Names are the names of the hosts, in the order of their numbers.
func (s *Hosts) Names() (names []string) {
	for _, h := range s.list {
		names = append(names, h.Name)
	}
	return names
}

// Of returns the host of an interface of a capture. It is the same for all
// packets of the interface.
func (s *Hosts) Of(f File, i *pcap.Interface) *Host {
	if h := s.of[i]; h != nil {
		return h
	}
	if s.of == nil {
		s.of, s.by, s.names = map[*pcap.Interface]*Host{}, map[key]*Host{}, map[string]int{}
	}
	id, told := IdentityOf(i)
	k := s.key(f, i, id, told)
	h := s.by[k]
	switch {
	case h != nil:
	case len(s.list) > MaxHosts:
		h = s.list[MaxHosts]
	default:
		h = s.add(f, i, id, told)
	}
	s.by[k], s.of[i] = h, h
	return h
}

func (s *Hosts) key(f File, i *pcap.Interface, id Identity, told bool) key {
	switch {
	case s.Policy == None:
		return key{}
	case told && id.ID != "":
		return key{id: id.ID, boot: id.Boot}
	case told:
		return key{id: "\x00" + id.Name, boot: id.Boot}
	case s.Policy == ByInterface:
		return key{file: f.Number + 1, section: i.Section + 1, number: i.ID + 1}
	}
	return key{file: f.Number + 1}
}

// add makes a host that was not there.
func (s *Hosts) add(f File, i *pcap.Interface, id Identity, told bool) *Host {
	h := &Host{Number: len(s.list), of: s, Booted: told && id.Boot != "" && s.Policy != None}
	if told && s.Policy != None && len(s.list) < MaxHosts {
		h.Identity = id
	}
	switch base := filepath.Base(f.Name); {
	case len(s.list) == MaxHosts:
		h.Name, h.Booted = s.name("others"), false
	case told && id.Boot != "":
		h.Name = s.name(cmp.Or(id.Name, id.ID), cmp.Or(id.Name, id.ID)+" boot "+id.Boot[:min(len(id.Boot), 8)])
	case told:
		h.Name = s.name(cmp.Or(id.Name, id.ID))
	case s.Policy == ByInterface:
		one := cmp.Or(i.Name, fmt.Sprint("interface ", i.ID))
		h.Name = s.name(one, base+" "+one, f.Name+" "+one)
	case f.Name == "-":
		h.Name = s.name("stdin")
	default:
		h.Name, h.watched = s.name(base, f.Name), s.Policy == ByFile && s.Files > 1
	}
	if len(s.list) == 1 {
		s.more = true
	}
	s.list = append(s.list, h)
	return h
}

// maxName is how long a name may be: as that of a file may (NAME_MAX). It stands in
// every line of a list, and a capture may say what it likes.
const maxName = 255

// short cuts a name that is longer, between two characters.
func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	end := maxName
	for end > maxName-utf8.UTFMax && !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end]
}

// name returns the first of the names that nobody has, else the last one with a
// number behind it.
func (s *Hosts) name(names ...string) (name string) {
	for _, name = range names {
		name = short(name)
		if s.names[name] == 0 {
			s.names[name]++
			return name
		}
	}
	for {
		s.names[name]++
		numbered := fmt.Sprintf("%s #%d", name, s.names[name])
		if s.names[numbered] == 0 {
			s.names[numbered]++
			return numbered
		}
	}
}

// Strangers is how many hosts there are that do not go on with the counters of
// another.
func (s *Hosts) Strangers() int { return len(s.list) - s.watch.found }

// Remarks are sentences on what the hosts were taken for, where that may be
// wrong.
func (s *Hosts) Remarks() (sentences []string) {
	if len(s.list) > MaxHosts {
		sentences = append(sentences, fmt.Sprintf("%d hosts are told apart: all others count as one, and nothing that is said of it means anything", MaxHosts))
	}
	if w := &s.watch; w.found > 0 {
		more := ""
		if w.found > 1 {
			more = fmt.Sprintf(", and %d more files with those of others", w.found-1)
		}
		sentences = append(sentences, fmt.Sprintf("%s goes on with the counters of %s%s: if they are of one host, --host-by none takes them for one", w.next, w.before, more))
	}
	return sentences
}
