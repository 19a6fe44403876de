package bucket

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// File is a capture and what its head says: what is shuffled instead of its events.
type File struct {
	Path   string
	Digest string // of what it holds, compressed or not: SHA-256, hexadecimal
	Size   int64  // of that
	Stored int64  // bytes of the file as it lies there
	First  int64  // when its first packet was captured, nanoseconds since 1970; 0 where nothing says

	// Whose it is (record/COMMENTS.md). Where no line says it the file is a stream of its own,
	// with those that begin with the same packet at the same time.
	Begins         string // a hash of that; empty where the packet has no time
	Name, ID, Boot string
	Recorder       string // which run of which recorder: a hash of its line, with its clocks

	Wrong string // why it cannot be read at all; else empty
}

// Look reads a file's head, and all of it for the digest. What is wrong with it stands
// in the File, for it becomes a note; the error is of the context, or of reading, which may
// go well another time.
func Look(ctx context.Context, path string) (File, error) {
	f := File{Path: path}
	err := f.digest(ctx)
	if err == nil {
		err = f.head(ctx)
	}
	if ctx.Err() != nil {
		return f, ctx.Err()
	}
	var failed *unread
	if errors.As(err, &failed) {
		return f, err
	}
	if err != nil {
		f.Wrong = err.Error()
	}
	return f, nil
}

// head reads up to the first packet. A file without one has its identity all the same,
// and one that is damaged there may have none.
func (f *File) head(ctx context.Context) error {
	file, err := openInput(ctx, f.Path)
	if err != nil {
		return &unread{f.Path, err} // it was there
	}
	defer file.Close()
	on := new(watch)
	r, err := pcap.NewReader(&watched{file, on, f.Path, f.Stored})
	if err != nil {
		return cmp.Or(on.failed(), err)
	}
	defer r.Close()
	var p pcap.Packet
	for err = r.Next(&p); err != nil && pcap.Resumes(err); err = r.Next(&p) {
	}
	if err == nil && !p.Time.IsZero() {
		f.First = p.Time.UnixNano()
		f.Begins = hash(fmt.Sprint(f.First), string(p.Data))
	}
	for _, i := range r.Interfaces() {
		if id, told := host.IdentityOf(i); told {
			f.Name, f.ID, f.Boot, f.Recorder = id.Name, id.ID, id.Boot, recorder(i)
			break
		}
	}
	var of *pcap.Error
	if failed := on.failed(); failed != nil {
		return failed
	}
	if errors.As(err, &of) || err == io.EOF {
		return nil // which is said where it is read
	}
	return err
}

// recorder tells recordings of one boot apart. All files of one have the same line, and
// two that began at other moments have other clocks in it.
func recorder(i *pcap.Interface) string {
	for _, c := range i.Comments {
		for text := range comment.Lines(c) {
			if l, err := comment.Parse(text); err == nil && l.Kind == "host" {
				return hash(text)
			}
		}
	}
	return ""
}

// hash is 16 hexadecimal digits of texts.
func hash(texts ...string) string {
	sum := sha256.New()
	for _, t := range texts {
		io.WriteString(sum, t)
		sum.Write([]byte{0})
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
