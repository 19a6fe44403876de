package processes

import "github.com/cnwire/cnwire/analysis/who"

// append appends a text behind its length, and text reads one.
func (s *shelf) append(text string) {
	s.four(uint64(len(text)), 0, 0, 0)
	s.b = append(append(s.b[:s.at], text...), make([]byte, foursRoom)...)
	s.at += len(text)
}

func (s *shelf) text() []byte {
	n, _, _, _ := s.four(0, 0, 0, 0)
	b := s.b[s.at:]
	if n > uint64(max(len(b)-fourRoom, 0)) {
		s.bad = true
		return nil
	}
	s.at += int(n)
	return b[:n]
}

// number returns the number that the name of a host has here, and host the name.
func (s *shelf) number(host string) uint64 {
	if s.read || s.lastHost < len(s.hosts) && s.hosts[s.lastHost] == host {
		return uint64(s.lastHost) // nearly always
	}
	n, known := s.numbers[host]
	if !known {
		if n = len(s.hosts); n == 0 {
			s.numbers = map[string]int{}
		}
		s.numbers[host], s.hosts = n, append(s.hosts, host)
	}
	s.lastHost = n
	return uint64(n)
}

func (s *shelf) host(n uint64) string {
	if n >= uint64(len(s.hosts)) {
		s.bad = true
		return ""
	}
	return s.hosts[n]
}

// facts reads facts that were read before as the same: siblings have those of their
// parent.
func (s *shelf) facts(f **who.Facts) {
	if !s.has(*f != nil) {
		return
	}
	if !s.read {
		for _, text := range *f {
			s.append(text)
		}
		return
	}
	start := s.at
	var texts [who.NumFacts][]byte
	for k := range texts {
		texts[k] = s.text()
	}
	if *f = s.known[string(s.b[start:s.at])]; *f != nil {
		return
	}
	*f = new(who.Facts)
	for k, text := range texts {
		(*f)[k] = string(text)
	}
	if s.known == nil || len(s.known) == maxKnown {
		s.known = map[string]*who.Facts{}
	}
	s.known[string(s.b[start:s.at])] = *f
}
