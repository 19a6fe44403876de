package scenario

import "encoding/binary"

// mixed has other netlink families talk at the same time.
func mixed() Scenario {
	const route, diag, generic = 0, 4, 16
	return Scenario{
		Name: "mixed",
		Does: "process events while links and addresses are listed (ROUTE), families of generic netlink and sockets (SOCK_DIAG)",
		Proves: []string{
			"nlmon's frames say in the cooked header which family they are of; those of the connector are some among others",
			"frames of other families hold several messages, and an NLMSG_DONE that does end a dump",
		},
		On: guest,
		Run: func(w World) {
			a := attentive(w, "a", 0x131, 0x1310)
			w.Child("first", Exit(0))
			w.Netlink(route, dump(18, make([]byte, 16))) // RTM_GETLINK, struct ifinfomsg
			w.Child("second", Exit(0))
			w.Netlink(route, dump(22, make([]byte, 8)))      // RTM_GETADDR, struct ifaddrmsg
			w.Netlink(generic, dump(16, []byte{3, 1, 0, 0})) // GENL_ID_CTRL, CTRL_CMD_GETFAMILY
			w.Child("third", Exit(0))
			w.Netlink(diag, dump(20, append([]byte{1, 0, 0, 0}, make([]byte, 20)...))) // SOCK_DIAG_BY_FAMILY, AF_UNIX
			w.Settle()
			done(w, a, 0x132, 0x1320)
		},
		Check: func(t *Trace, v *Verdict) {
			families := map[uint16]int{}
			for _, f := range t.Nlmon {
				families[f.Family]++
			}
			for _, family := range []uint16{route, 11, generic} {
				v.That(families[family] > 1, "%d frames of family %d", families[family], family)
			}
			for _, label := range []string{"first", "second", "third"} {
				v.Kinds(t.Sockets["a"], t.Fact(label), "FORK EXIT")
			}
		},
	}
}

// dump is a request with NLM_F_REQUEST and NLM_F_DUMP.
func dump(kind uint16, payload []byte) []byte {
	o := binary.NativeEndian
	b := o.AppendUint32(nil, uint32(16+len(payload)))
	b = o.AppendUint16(b, kind)
	b = o.AppendUint16(b, 0x301)
	b = o.AppendUint32(b, 1)
	b = o.AppendUint32(b, 0)
	return append(b, payload...)
}
