package bucket

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is how much a zstd stream may ask for, as package pcap has it.
const maxWindow = 64 << 20

// openContent opens what a file holds, compressed or not: two files with the same content
// are the same capture. stored is how many bytes it has as it lies there, or endless.
func openContent(ctx context.Context, path string, stored int64) (*content, error) {
	file, err := openInput(ctx, path)
	if err != nil {
		return nil, err
	}
	c := &content{file: &watched{file, new(watch), path, stored}}
	b := bufio.NewReaderSize(c.file, 1<<16)
	c.Reader = b
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
	file *watched
	end  func()
}

func (c *content) Close() error {
	if c.end != nil {
		c.end()
	}
	return c.file.Close()
}

// digest reads all of a file. What ends in the middle of its compression has the digest of
// what came, and a mark. What did not come has none, and an error.
func (f *File) digest(ctx context.Context) error {
	r, err := openContent(ctx, f.Path, endless)
	if err != nil {
		if lasting(ctx, f.Path, err) {
			return err
		}
		return &unread{f.Path, err}
	}
	defer r.Close()
	sum := sha256.New()
	f.Size, err = io.Copy(sum, r)
	io.Copy(io.Discard, r.file) // what stands behind the end of its compression
	if failed := r.file.on.failed(); failed != nil {
		return failed
	}
	f.Stored = r.file.length()
	f.Digest = hex.EncodeToString(sum.Sum(nil))
	if err != nil {
		f.Digest += " and " + err.Error()
	}
	return nil
}

// begins reports whether all that one file holds is what another begins with: it was taken
// while it was written, or is cut.
func begins(ctx context.Context, short, long *File) (bool, error) {
	a, err := openContent(ctx, short.Path, short.Stored)
	if err != nil {
		return false, &unread{short.Path, err}
	}
	defer a.Close()
	b, err := openContent(ctx, long.Path, long.Stored)
	if err != nil {
		return false, &unread{long.Path, err}
	}
	defer b.Close()
	var x, y [1 << 15]byte
	for {
		n, end := io.ReadFull(a, x[:])
		_, errB := io.ReadFull(b, y[:n])
		if err := cmp.Or(a.file.on.failed(), b.file.on.failed()); err != nil {
			return false, err
		}
		if errB != nil || !bytes.Equal(x[:n], y[:n]) {
			return false, nil
		}
		if end != nil {
			return true, nil
		}
	}
}

// shorter takes out of streams the files of which another has all, and more. Files that
// begin at the same moment stand beside each other.
func shorter(ctx context.Context, list []stream) (left []stream, out []File, err error) {
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
			begun := false
			for ; f.First != 0 && from < to && !begun; from++ {
				if g := &s.files[from]; f.Size < g.Size {
					if begun, err = begins(ctx, &f, g); err != nil {
						return nil, nil, err
					}
				}
			}
			if begun {
				out = append(out, f)
			} else {
				files = append(files, f)
			}
		}
		left = append(left, stream{s.key, files})
	}
	return left, out, nil
}
