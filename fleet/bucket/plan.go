package bucket

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
)

// key says which stream a file is of: a recorder's, on a boot of a host.
type key struct{ host, boot, recorder string }

// whose is the host: its id, or its name. Where nothing says it, it is the capture that
// begins like that, whatever it is called, compressed or not, half or whole; one without a
// packet is known by all that it holds, and what cannot be read by its name.
func (f *File) whose() string {
	switch {
	case f.ID != "":
		return "id " + f.ID
	case f.Name != "":
		return "name " + f.Name
	case f.Begins != "":
		return "capture that begins with " + f.Begins
	case f.Digest != "":
		return "capture " + f.Digest
	}
	return "file " + f.Path
}

// String is the key as entries have it.
func (k key) String() string { return k.host + ", boot " + k.boot + ", recorder " + k.recorder }

func (f *File) key() key { return key{f.whose(), f.Boot, f.Recorder} }

// Of returns which of some buckets a file belongs to. All of a host are in one.
func Of(f *File, buckets int) int {
	sum := sha256.Sum256([]byte(f.whose()))
	return int(binary.BigEndian.Uint32(sum[:]) % uint32(buckets))
}

// stream is what one recorder wrote, in the order of time.
type stream struct {
	key   key
	files []File
}

// size is the bytes of its files.
func (s *stream) size() (n int64) {
	for i := range s.files {
		n += s.files[i].Size
	}
	return n
}

// streams sorts the files of a bucket. Of files with the same content one is read; the
// others are twins. In what order the files come makes no difference.
func streams(files []File) (list []stream, twins []File) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int {
		return cmp.Or(
			strings.Compare(a.whose(), b.whose()), strings.Compare(a.Boot, b.Boot), strings.Compare(a.Recorder, b.Recorder),
			cmp.Compare(a.First, b.First), strings.Compare(a.Path, b.Path),
		)
	})
	there := map[string]bool{}
	for _, f := range files {
		content := f.Digest
		if f.Wrong != "" {
			content = f.Path // each is said
		}
		if there[content] {
			twins = append(twins, f)
			continue
		}
		there[content] = true
		if n := len(list); n > 0 && list[n-1].key == f.key() {
			list[n-1].files = append(list[n-1].files, f)
		} else {
			list = append(list, stream{f.key(), []File{f}})
		}
	}
	return list, twins
}
