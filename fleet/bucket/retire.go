package bucket

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
)

// retire forgets the entries of which nothing is left: the files of the dataset were
// removed, as those of days that are too old, and no capture is there any more. So what
// stands in _fleet is that of the days that are kept.
func (o *Options) retire(ctx context.Context, all []Entry, files []File) ([]Entry, error) {
	digests, paths := map[string]bool{}, map[string]bool{}
	for i := range files {
		digests[files[i].Digest], paths[files[i].Path] = true, true
	}
	var failed error
	all = slices.DeleteFunc(all, func(e Entry) bool {
		there := func(out Output) bool { return !gone(ctx, o.Out+"/"+out.Place) }
		read := func(in Input) bool { return in.Digest != "" && digests[in.Digest] || paths[in.Path] }
		if failed != nil || len(e.Outputs) == 0 || slices.ContainsFunc(e.Inputs, read) || slices.ContainsFunc(e.Outputs, there) {
			return false
		}
		failed = remove(ctx, folder(o.Out, e.Bucket)+"/"+e.Name+".json")
		return failed == nil
	})
	return all, failed
}

// gone reports whether a file is surely not there.
func gone(ctx context.Context, place string) bool {
	if remote(place) {
		return absent(ctx, place)
	}
	_, err := os.Stat(place)
	return errors.Is(err, fs.ErrNotExist)
}
