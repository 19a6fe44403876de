package export

import (
	"sync"

	"github.com/klauspost/compress/zstd"
	packing "github.com/parquet-go/parquet-go/compress/zstd"
)

// packed is zstd as the library for Parquet has it, but with a window that is no larger than
// what there is to compress: pages, of which most have some kilobytes, and dictionaries. Its
// own encoders have room for 8 MB each, and there are several, for it drops some now and then.
type packed struct {
	packing.Codec
	encoders sync.Pool // of *zstd.Encoder
}

// window is how far back an encoder looks.
const window = 256 << 10

// Encode compresses a page.
func (p *packed) Encode(dst, src []byte) ([]byte, error) {
	e, _ := p.encoders.Get().(*zstd.Encoder)
	if e == nil {
		var err error
		e, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
			zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true), zstd.WithEncoderCRC(false))
		if err != nil {
			return nil, err
		}
	}
	defer p.encoders.Put(e)
	return e.EncodeAll(src, dst[:0]), nil
}
