package codec

// Confidence says how sure Detect is.
type Confidence uint8

const (
	// NoConfidence: both orders read equally well, or nothing was there to read.
	NoConfidence Confidence = iota
	// Likely: one order reads better than the other.
	Likely
	// Certain: in one order up to four messages fill the datagram to its last
	// byte, and in the other the first length is impossible.
	Certain
)

// String returns "none", "likely" or "certain".
func (c Confidence) String() string {
	switch c {
	case Likely:
		return "likely"
	case Certain:
		return "certain"
	}
	return "none"
}

// Guess is what Detect found.
type Guess struct {
	Order      Order // OrderUnknown when the confidence is none
	Confidence Confidence
}

// Detect tells the byte order of a datagram from its structure alone. b is
// what was captured of it and wire its length before the capture cut it.
//
// A length of 16 to 65535 that fits one order cannot fit the other, since its
// two upper bytes are zero; so for a datagram below 64 KiB whose first length
// is sound the answer is never wrong (R3). Larger ones and damaged lengths are
// weighed by how far up to four messages make sense. A wire below len(b) is
// taken for len(b).
func Detect(b []byte, wire int) Guess {
	wire = max(wire, len(b))
	switch little, big := firstFit(LittleEndian, b, wire), firstFit(BigEndian, b, wire); { // nearly always one of these
	case little == fitWhole && big == fitNone:
		return Guess{LittleEndian, Certain}
	case big == fitWhole && little == fitNone:
		return Guess{BigEndian, Certain}
	}
	little, littleFit := weigh(LittleEndian, b, wire)
	big, bigFit := weigh(BigEndian, b, wire)
	switch {
	case bigFit == fitNone && littleFit != fitNone: // possible in one order alone
		return Guess{LittleEndian, confidence(littleFit, bigFit)}
	case littleFit == fitNone && bigFit != fitNone:
		return Guess{BigEndian, confidence(bigFit, littleFit)}
	case little > big:
		return Guess{LittleEndian, confidence(littleFit, bigFit)}
	case big > little:
		return Guess{BigEndian, confidence(bigFit, littleFit)}
	}
	return Guess{}
}

func confidence(winner, loser fit) Confidence {
	if winner == fitWhole && loser == fitNone {
		return Certain
	}
	return Likely
}

// fit says how the message lengths of one order lie in the datagram.
type fit uint8

const (
	fitNone  fit = iota // the first length is impossible
	fitFirst            // it is possible
	fitWhole            // the lengths that were looked at end where the datagram ends
)

// firstFit is the fit of the first message alone.
func firstFit(o Order, b []byte, wire int) fit {
	if len(b) < 4 {
		return fitNone
	}
	switch length := int64(o.Uint32(b)); {
	case length < NlMsghdrSize || length > int64(wire):
		return fitNone
	case Align(int(length)) >= wire:
		return fitWhole
	}
	return fitFirst
}

// weigh scores how well b reads in order o. The lengths weigh most: they must
// agree with the datagram and, for the connector, with each other.
func weigh(o Order, b []byte, wire int) (score int, f fit) {
	off := 0
	for i := 0; i < 4 && wire-off >= NlMsghdrSize && len(b)-off >= 4; i++ {
		m := b[off:]
		rest := int64(wire - off)
		length := int64(o.Uint32(m))
		if len(m) >= 6 && o.Uint16(m[4:]) <= 4 { // NLMSG_OVERRUN is the last of the control types
			score += 2
		}
		if len(m) >= 24 {
			score += small(o.Uint32(m[16:])) + small(o.Uint32(m[20:])) // the id
		}
		if len(m) >= 34 && int64(o.Uint16(m[32:]))+NlMsghdrSize+CnMsgSize == length {
			score += 4
		}
		if length < NlMsghdrSize || length > rest {
			return score - 4, f
		}
		score += 4
		f = max(f, fitFirst)
		if off += Align(int(length)); off >= wire {
			return score + 4, fitWhole
		}
	}
	return score, f
}

func small(v uint32) int {
	if v != 0 && v <= 0xffff {
		return 1
	}
	return 0
}
