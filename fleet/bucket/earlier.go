package bucket

import (
	"fmt"
	"strings"
)

// earlier sorts the entries of runs before by what is to be read now. One whose inputs are
// all among the new files is replaced: over. A file of another is there already, and left
// out; and so is one that begins as an input of another does, for it is the same capture,
// longer or shorter. Of a longer one the rest is missing then, which is said apart.
func earlier(all []Entry, files []File) (left []File, over []Entry, why, longer []string) {
	digests, paths := map[string]bool{}, map[string]*File{}
	for i := range files {
		digests[files[i].Digest], paths[files[i].Path] = true, &files[i]
	}
	there, began := map[string]string{}, map[string]Input{}
	for _, e := range all {
		replaced := true
		for _, in := range e.Inputs {
			replaced = replaced && (in.Digest == "" || digests[in.Digest] || in.again(paths[in.Path]))
		}
		if replaced {
			over = append(over, e)
			continue
		}
		for _, in := range e.Inputs {
			if in.Digest != "" {
				there[in.Digest] = in.Path
			}
			if at := began0(in.Stream, in.First); in.First != 0 && began[at].Size <= in.Size {
				began[at] = in
			}
		}
	}
	for i := range files {
		f := &files[i]
		if path, ok := there[f.Digest]; ok && f.Digest != "" {
			why = append(why, fmt.Sprintf("%s has what an earlier run read as %s", f.Path, path))
		} else if in, ok := began[began0(f.key().String(), f.First)]; ok && f.First != 0 && f.Size > in.Size {
			longer = append(longer, fmt.Sprintf("%s has %d bytes more than %s, which an earlier run read and which begins as it does: they are in no table; all captures of that run together with it replace its rows", f.Path, f.Size-in.Size, in.Path))
		} else if ok && f.First != 0 {
			why = append(why, fmt.Sprintf("%s begins as %s does, which an earlier run read and which is as long", f.Path, in.Path))
		} else {
			left = append(left, *f)
		}
	}
	return left, over, why, longer
}

// again reports whether what stands under the name of an input is that capture, mended or
// longer. Of another recorder it is another capture, and the one that was read is gone.
func (in *Input) again(f *File) bool {
	if f == nil {
		return false
	}
	named := strings.HasPrefix(in.Stream, "id ") || strings.HasPrefix(in.Stream, "name ")
	return !named || f.Digest == "" || f.key().String() == in.Stream
}

// began0 is where a stream's capture begins.
func began0(stream string, first int64) string { return fmt.Sprint(stream, " at ", first) }
