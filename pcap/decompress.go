package pcap

import (
	"bufio"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	gzipMagic = "\x1f\x8b"
	zstdMagic = "\x28\xb5\x2f\xfd"

	// maxWindow is how far back a zstd stream may refer, which is memory that
	// its header asks for. The zstd command stays at 8 MiB up to level 19.
	maxWindow = 64 << 20
)

// decompress puts a decompressor and a second window on top of r.in if what
// stands there is compressed.
func (r *Reader) decompress() error {
	head, err := r.in.peek(magicSize)
	if err != nil && err != io.EOF {
		return r.fail("file header", fileHeaderSize, len(head), err)
	}
	var stream io.Reader
	switch {
	case strings.HasPrefix(string(head), gzipMagic):
		z := &gzipStream{in: r.below()}
		stream, r.closer, r.compression = z, z.Close, "gzip"
	case strings.HasPrefix(string(head), zstdMagic) || isSkippable(head):
		z, err := zstd.NewReader(r.below(),
			zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow),
			zstd.WithDecoderMaxMemory(maxWindow))
		if err != nil {
			return err
		}
		stream, r.closer, r.compression = zstdStream{z}, z.IOReadCloser().Close, "zstd"
	default:
		return nil
	}
	r.in = newWindow(stream)
	return nil
}

// below is what the decompressor reads from: the window as it is now.
func (r *Reader) below() *bufio.Reader {
	w := r.in
	return bufio.NewReader(&w)
}

// isSkippable knows the zstd frames without content, 184d2a50 to 184d2a5f,
// which pzstd puts first.
func isSkippable(head []byte) bool {
	return len(head) == magicSize && head[0]&0xf0 == 0x50 && string(head[1:]) == "\x2a\x4d\x18"
}

// gzipStream reads one gzip member after the other. The gzip package could do
// that itself, but it holds back the end of a member until it has seen the
// start of the next, which on a pipe may take forever, and a member cut
// inside the file name of its header looks to it like a clean end.
type gzipStream struct {
	in     *bufio.Reader
	z      gzip.Reader
	inside bool // a member
	opened bool // any member
}

func (g *gzipStream) Read(p []byte) (int, error) {
	for {
		if !g.inside {
			if _, err := g.in.Peek(1); err != nil {
				return 0, err // io.EOF between members is the end
			}
			if err := g.z.Reset(g.in); err == io.EOF {
				return 0, io.ErrUnexpectedEOF
			} else if err != nil {
				return 0, err
			}
			g.z.Multistream(false)
			g.inside, g.opened = true, true
		}
		n, err := g.z.Read(p)
		if err == io.EOF {
			g.inside, err = false, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (g *gzipStream) Close() error {
	if !g.opened {
		return nil // the gzip package has nothing to close yet, and would panic
	}
	return g.z.Close()
}

// zstdStream decodes block by block in the caller's goroutine, so that a
// flushed block is delivered when it is there.
type zstdStream struct{ z *zstd.Decoder }

// Read asks again after a failure: the decoder reports a missing or wrong
// checksum before it hands out the block in front of it, and that block may
// hold the whole capture.
func (s zstdStream) Read(p []byte) (int, error) {
	n, err := s.z.Read(p)
	if n > 0 || err == nil || err == io.EOF {
		return n, err
	}
	if n, _ = s.z.Read(p); n > 0 {
		return n, nil
	}
	return 0, err
}
