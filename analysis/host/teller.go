package host

import "github.com/cnwire/cnwire/pcap"

// Teller makes the interfaces of captures that become one say whose they are.
type Teller struct {
	*Hosts
	Captures []File

	told map[*pcap.Interface]*pcap.Interface
}

// Host returns whose an interface of a capture is; nil of a nil Teller.
func (t *Teller) Host(capture int, i *pcap.Interface) *Host {
	if t == nil {
		return nil
	}
	return t.Of(t.Captures[capture], i)
}

// Told returns an interface that says whose it is, always the same one: Named. A
// nil Teller tells nothing.
func (t *Teller) Told(capture int, i *pcap.Interface) *pcap.Interface {
	if t == nil {
		return i
	}
	if t.told == nil {
		t.told = map[*pcap.Interface]*pcap.Interface{}
	}
	if t.told[i] == nil {
		t.told[i] = Named(i, t.Host(capture, i))
	}
	return t.told[i]
}

// Meet looks at the interfaces that the captures have described so far, and
// returns them as Told does. Names that captures say themselves are given first.
func (t *Teller) Meet(captures []*pcap.Reader) (all []*pcap.Interface) {
	for _, told := range []bool{true, false} {
		for n, r := range captures {
			for _, i := range r.Interfaces() {
				if _, tells := IdentityOf(i); tells == told {
					t.Host(n, i)
				}
			}
		}
	}
	for n, r := range captures {
		for _, i := range r.Interfaces() {
			all = append(all, t.Told(n, i))
		}
	}
	return all
}
