package record

import (
	"encoding/binary"
	"io"

	"github.com/cnwire/cnwire/pcap"
)

// blockBuffer keeps what a pcap.Writer writes until it is handed on, whole blocks
// at a time: so a file that is read while it grows, or whose writer was killed,
// ends behind a block, unless that was in the midst of a write, which the kernel makes
// page by page.
type blockBuffer struct{ bytes []byte }

func (b *blockBuffer) Write(p []byte) (int, error) {
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}

// to hands on all that is there. Where that fails, whole says how many bytes of
// what was taken are whole blocks, and frames how many of these are packets.
func (b *blockBuffer) to(w io.Writer) (taken, whole int, frames uint64, err error) {
	taken, err = w.Write(b.bytes)
	whole, frames = wholeBlocks(b.bytes[:taken])
	b.bytes = b.bytes[:0]
	return taken, whole, frames, err
}

// wholeBlocks returns where the last block ends that is whole, and how many
// packets are before it. A pcap.Writer writes little-endian, unless it is told
// otherwise, and enhanced packet blocks.
func wholeBlocks(b []byte) (end int, packets uint64) {
	for len(b)-end >= 8 {
		kind, length := binary.LittleEndian.Uint32(b[end:]), int(binary.LittleEndian.Uint32(b[end+4:]))
		if length < 12 || length > len(b)-end {
			break
		}
		if kind == pcap.TypeEnhancedPacket {
			packets++
		}
		end += length
	}
	return end, packets
}
