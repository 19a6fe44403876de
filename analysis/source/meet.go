package source

import (
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

// meet looks at the first packet of each file, so that it is known from the first
// frame on whether there are several hosts. What is wrong with a file is said when
// it is read; what flows in is not touched.
func (s *Source) meet() {
	for n, i := range s.inputs {
		if i.IsFile() && i.Twice() && s.ctx.Err() == nil {
			s.meetOne(s.files[n], i)
		}
	}
}

// HostFiles are the inputs as package host knows them: one that is named twice,
// and can be read twice, is one file.
func HostFiles(inputs []Input) []host.File {
	list := make([]host.File, len(inputs))
	first := map[string]int{}
	for n, i := range inputs {
		list[n] = host.File{Number: n, Name: i.Name}
		if i.once {
			continue
		}
		if before, again := first[i.Name]; again {
			list[n].Number = before
		} else {
			first[i.Name] = n
		}
	}
	return list
}

func (s *Source) meetOne(f host.File, i Input) {
	file, err := i.Open()
	if err != nil {
		return
	}
	defer file.Close()
	r, err := pcap.NewReader(file)
	if err != nil {
		return
	}
	defer r.Close()
	var p pcap.Packet
	if r.Next(&p) == nil {
		s.host(f, r, p.Interface)
	}
}

// host returns whose an interface is that a packet is of. Those that are described
// before it are met as well, so that it is known early how many hosts there are.
func (s *Source) host(f host.File, r *pcap.Reader, of *pcap.Interface) *host.Host {
	if !s.met[f.Number] {
		s.met[f.Number] = true
		for _, i := range r.Interfaces() {
			s.o.Hosts.Of(f, i)
		}
	}
	return s.o.Hosts.Of(f, of)
}
