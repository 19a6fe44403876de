package pcap

import "fmt"

// Kind is what a piece of a capture file is for.
type Kind uint8

const (
	KindOther      Kind = iota // a pcapng block that is not interpreted
	KindFileHeader             // the header of a classic pcap
	KindPacket                 // a record; an enhanced, simple or obsolete packet block
	KindSection                // section header block
	KindInterface              // interface description block
	KindStatistics             // interface statistics block
	KindNames                  // name resolution block
	KindSecrets                // decryption secrets block
	KindCustom                 // custom block, of either type
)

// Types of pcapng blocks.
const (
	TypeInterface      = 1
	TypePacket         = 2 // obsolete
	TypeSimplePacket   = 3
	TypeNames          = 4
	TypeStatistics     = 5
	TypeEnhancedPacket = 6
	TypeJournal        = 9
	TypeSecrets        = 10
	TypeCustom         = 0xbad
	TypeCustomNoCopy   = 0x40000bad
	TypeSection        = 0x0a0d0d0a // the same in either byte order
)

// Block is one piece of a capture file: the header or a record of a classic
// pcap, or a block of a pcapng. The pieces in their order are the whole file.
type Block struct {
	Kind Kind
	Type uint32 // of a pcapng block, 0 in a classic pcap

	// Raw is the piece as it stands in the file, valid until the next call of
	// Next or NextBlock. Only a length behind that an error has told of is put right.
	Raw    []byte
	Offset int64 // where Raw starts in the uncompressed stream

	// Continued: the piece goes on where the one before ended. Only blocks
	// over 16 MiB that hold no packet come in several.
	Continued bool

	Format    string     // of the file, as Reader.Format has it
	BigEndian bool       // byte order of the headers
	Interface *Interface // that this describes, counts for or was captured on; else nil
	Packet    *Packet    // what it holds, or nil; it is part of the Block

	packet   Packet
	caplenAt int // where Raw has the captured length of a record
}

const (
	minBlock = 12       // type, length, length
	maxBlock = 16 << 20 // more is damage, or comes in pieces
)

// blockTypes are those that the search for a sound block believes.
var blockTypes = map[uint32]struct {
	kind Kind
	name string
	size int // at least
}{
	TypeSection:        {KindSection, "section header block", sectionSize},
	TypeInterface:      {KindInterface, "interface description block", 20},
	TypePacket:         {KindPacket, "obsolete packet block", 32},
	TypeSimplePacket:   {KindPacket, "simple packet block", 16},
	TypeEnhancedPacket: {KindPacket, "enhanced packet block", 32},
	TypeNames:          {KindNames, "name resolution block", minBlock},
	TypeStatistics:     {KindStatistics, "interface statistics block", 24},
	TypeJournal:        {KindOther, "systemd journal block", minBlock},
	TypeSecrets:        {KindSecrets, "decryption secrets block", 20},
	TypeCustom:         {KindCustom, "custom block", 16},
	TypeCustomNoCopy:   {KindCustom, "custom block", 16},
}

func blockName(typ uint32) string {
	if t, ok := blockTypes[typ]; ok {
		return t.name
	}
	return fmt.Sprintf("block of type %#x", typ)
}

// NextBlock reads the next piece into b, whatever it is. Written one after
// the other, the Raw of all pieces are the uncompressed file again.
//
// Its errors are those of Next. A piece that an error tells of is not given,
// unless the error says that reading goes on right there.
func (r *Reader) NextBlock(b *Block) error { return r.read(b, &b.packet) }

// read gives one piece, and puts into p what packet it holds.
func (r *Reader) read(b *Block, p *Packet) error {
	switch {
	case r.err != nil:
		return r.err
	case r.ng:
		return r.nextBlock(b, p)
	case r.header != nil:
		b.Kind, b.Raw, b.Offset, b.Packet, b.Interface = KindFileHeader, r.header, 0, nil, r.interfaces[0]
		b.Format, b.BigEndian = r.format, bool(r.order)
		r.header = nil
		r.record.quick = r.record.minor == 4
		return nil
	}
	return r.nextRecord(b, p)
}
