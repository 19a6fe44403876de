package pcap

// shape is how the value of an option changes with the byte order.
type shape uint8

const (
	unknown  shape = iota // in the other order it cannot be written
	ours                  // written from a field of its own
	bytes1                // the same in either order
	word                  // of 4 bytes
	words                 // 4 and 4
	quad                  // 8
	numbered              // 4, then bytes
)

// shapes are those of the options of one kind of block, by code.
type shapes [20]shape

var packetOptionShapes = shapes{
	optComment: ours, epbFlags: ours, epbDropCount: ours,
	3:           bytes1, // epb_hash
	epbPacketID: quad, epbQueue: word,
	7:            bytes1, // epb_verdict
	epbProcessID: words,
}

var interfaceOptionShapes = shapes{
	optComment: ours, ifName: ours, ifDescription: ours, ifOS: ours, ifHardware: ours, ifTsResol: ours, ifTsOffset: ours,
	ifFilter: bytes1, // if it is not text
	4:        bytes1, // if_IPv4addr
	5:        bytes1, // if_IPv6addr
	6:        bytes1, // if_MACaddr
	7:        bytes1, // if_EUIaddr
	ifSpeed:  quad, ifTxSpeed: quad, ifRxSpeed: quad,
	ifTimeZone: word,
	13:         bytes1, // if_fcslen
	18:         bytes1, // if_iana_tzname
}

func (s *shapes) of(code uint16) shape {
	switch {
	case int(code) < len(s):
		return s[code]
	case code == customText, code == customBinary, code == customText2, code == customBinary2:
		return numbered // by a Private Enterprise Number
	}
	return unknown
}

// appendOthers appends those options that no field has, and counts those that
// cannot be had in the other byte order because nobody knows what is in them.
func appendOthers(b []byte, order endian, o Options, s *shapes) (_ []byte, lost uint64) {
	from := endian(o.BigEndian)
	c := optionCursor{rest: o.Raw, order: from}
	for c.next() {
		kind := s.of(c.code)
		if kind == ours || c.code == ifFilter && s == &interfaceOptionShapes && len(c.value) > 0 && c.value[0] == 0 {
			continue
		}
		if order == from {
			b = appendOption(b, order, c.code, c.value)
			continue
		}
		at := len(b) + 4
		switch n := len(c.value); {
		case kind == bytes1,
			kind == word && n == 4, (kind == words || kind == quad) && n == 8, kind == numbered && n >= 4:
			b = appendOption(b, order, c.code, c.value)
		default:
			lost++
			continue
		}
		switch kind {
		case word, numbered:
			order.put32(b[at:], from.u32(c.value))
		case words:
			order.put32(b[at:], from.u32(c.value))
			order.put32(b[at+4:], from.u32(c.value[4:]))
		case quad:
			order.append64(b[at:at], from.u64(c.value))
		}
	}
	return b, lost
}
