package bucket

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is how much a zstd stream may ask for, as package pcap has it.
const maxWindow = 64 << 20

// openContent opens what a file holds, compressed or not: two files with the same content
// are the same capture.
func openContent(ctx context.Context, path string) (io.ReadCloser, error) {
	file, err := openInput(ctx, path)
	if err != nil {
		return nil, err
	}
	b := bufio.NewReaderSize(file, 1<<16)
	c := &content{Reader: b, file: file}
	switch head, _ := b.Peek(4); {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		if z, err := gzip.NewReader(b); err == nil {
			c.Reader = z
		}
	case bytes.Equal(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		if z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow)); err == nil {
			c.Reader, c.end = z, z.Close
		}
	}
	return c, nil
}

type content struct {
	io.Reader
	file io.Closer
	end  func()
}

func (c *content) Close() error {
	if c.end != nil {
		c.end()
	}
	return c.file.Close()
}

// digest reads all of a file. What ends in the middle of its compression has the digest of
// what came, and a mark.
func (f *File) digest(ctx context.Context) error {
	r, err := openContent(ctx, f.Path)
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	f.Size, err = io.Copy(sum, r)
	f.Digest = hex.EncodeToString(sum.Sum(nil))
	if err != nil {
		f.Digest += " and " + err.Error()
	}
	return nil
}

// begins reports whether all that one file holds is what another begins with: it was taken
// while it was written, or is cut.
func begins(ctx context.Context, short, long string) bool {
	a, err := openContent(ctx, short)
	if err != nil {
		return false
	}
	defer a.Close()
	b, err := openContent(ctx, long)
	if err != nil {
		return false
	}
	defer b.Close()
	var x, y [1 << 15]byte
	for {
		n, err := io.ReadFull(a, x[:])
		if _, errB := io.ReadFull(b, y[:n]); errB != nil || !bytes.Equal(x[:n], y[:n]) {
			return false
		}
		if err != nil {
			return true
		}
	}
}

// shorter takes out of streams the files of which another has all, and more. Files that
// begin at the same moment stand beside each other.
func shorter(ctx context.Context, list []stream) (left []stream, out []File) {
	for _, s := range list {
		var files []File
		for i, f := range s.files {
			from, to := i, i+1
			for from > 0 && s.files[from-1].First == f.First {
				from--
			}
			for to < len(s.files) && s.files[to].First == f.First {
				to++
			}
			if f.First != 0 && slices.ContainsFunc(s.files[from:to], func(g File) bool { return f.Size < g.Size && begins(ctx, f.Path, g.Path) }) {
				out = append(out, f)
			} else {
				files = append(files, f)
			}
		}
		left = append(left, stream{s.key, files})
	}
	return left, out
}
