package codec

// CifsUpcall is struct cifs_upcall, from fs/cifs/cn_cifs.h (2.6.15): what CIFS, id 2:1,
// was to ask of a program. Nothing in any kernel sends one.
//
//	 0           4         8
//	+-----------+---------+
//	| signature | command |
//	+-----------+---------+
type CifsUpcall struct {
	Signature [4]byte // "CIFS"
	Command   uint32
}

// CifsUpcallSize is the size of a CifsUpcall on the wire.
const CifsUpcallSize = 8

// Decode reads the question from the start of b. Fewer than 8 bytes are ErrShort.
func (c *CifsUpcall) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < CifsUpcallSize {
		return 0, short("cifs_upcall", CifsUpcallSize, len(b))
	}
	c.Signature = [4]byte(b[0:4])
	c.Command = o.Uint32(b[4:8])
	return CifsUpcallSize, nil
}

// Append appends the question.
func (c *CifsUpcall) Append(o Order, b []byte) []byte {
	return o.AppendUint32(append(b, c.Signature[:]...), c.Command)
}

// Len returns 8.
func (c *CifsUpcall) Len() int { return CifsUpcallSize }
