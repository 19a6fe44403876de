package codec

// HvKvpIP is struct hv_kvp_msg with struct hv_kvp_ipaddr_value, from
// include/uapi/linux/hyperv.h (3.7): addresses of a network adapter. The header declares
// numbers of 16 bits, but over the connector all of it is UTF-8 up to a NUL,
// drivers/hv/hv_kvp.c:process_ib_ipinfo (3.10).
//
//	 0      4         260      261    262         2310      4358      5382       7430
//	+------+---------+--------+------+-----------+---------+---------+----------+
//	| head | adapter | family | DHCP | addresses | subnets | gateway | DNS      |
//	+------+---------+--------+------+-----------+---------+---------+----------+
type HvKvpIP struct {
	HvKvpMsg
	AdapterID   [256]byte
	AddrFamily  uint8
	DHCPEnabled uint8
	IPAddr      [2048]byte
	SubNet      [2048]byte
	GateWay     [1024]byte
	DNSAddr     [2048]byte
}

// HvKvpIPSize is the size of a HvKvpIP on the wire.
const HvKvpIPSize = 7430

// Decode reads the message from the start of b. Fewer than 7430 bytes are ErrShort.
func (a *HvKvpIP) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpIPSize {
		return 0, short("hv_kvp_msg_ip", HvKvpIPSize, len(b))
	}
	a.HvKvpMsg.Decode(o, b)
	a.AdapterID = [256]byte(b[4:260])
	a.AddrFamily = b[260]
	a.DHCPEnabled = b[261]
	a.IPAddr = [2048]byte(b[262:2310])
	a.SubNet = [2048]byte(b[2310:4358])
	a.GateWay = [1024]byte(b[4358:5382])
	a.DNSAddr = [2048]byte(b[5382:7430])
	return HvKvpIPSize, nil
}

// Append appends the message.
func (a *HvKvpIP) Append(o Order, b []byte) []byte {
	b = append(a.HvKvpMsg.Append(o, b), a.AdapterID[:]...)
	b = append(b, a.AddrFamily, a.DHCPEnabled)
	b = append(b, a.IPAddr[:]...)
	b = append(b, a.SubNet[:]...)
	b = append(b, a.GateWay[:]...)
	return append(b, a.DNSAddr[:]...)
}

// Len returns 7430.
func (a *HvKvpIP) Len() int { return HvKvpIPSize }
