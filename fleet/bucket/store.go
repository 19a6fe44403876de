package bucket

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/cnwire/cnwire/internal/whole"
)

// unfinished is a file beside its place.
type unfinished interface {
	io.Writer
	Finish() error                // all of it is where it is to be kept
	Open() (io.ReadCloser, error) // reads it, when it is finished and has no place yet
	Rename() error                // puts it in its place, whatever stands there
	Abandon()                     // takes it away, unless it has its place
}

// create starts a file that will stand at a place.
func create(ctx context.Context, place string) (unfinished, error) {
	if !remote(place) {
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			return nil, err
		}
		f, err := whole.Create(place)
		if err != nil {
			return nil, err
		}
		return beside{f}, nil
	}
	store, err := filesystem.New(ctx, place)
	if err != nil {
		return nil, err
	}
	at := strings.LastIndexByte(place, '/') + 1
	o := &object{ctx: ctx, store: store, place: place, name: place[:at] + ".cnwire-" + rand.Text()}
	if o.WriteCloser, err = store.OpenWrite(ctx, o.name); err != nil {
		store.Close()
		return nil, err
	}
	return o, nil
}

// beside is an unfinished file of a folder.
type beside struct{ *whole.File }

func (b beside) Open() (io.ReadCloser, error) { return os.Open(b.Name()) }

// object is an unfinished file of one of Beam's filesystems.
type object struct {
	io.WriteCloser
	ctx         context.Context
	store       filesystem.Interface
	name, place string
	ended, gone bool
}

func (o *object) Finish() error {
	o.ended = true
	return o.WriteCloser.Close()
}

func (o *object) Open() (io.ReadCloser, error) { return o.store.OpenRead(o.ctx, o.name) }

func (o *object) Rename() error {
	err := filesystem.Rename(o.ctx, o.store, o.name, o.place)
	o.gone = err == nil
	if o.gone {
		o.store.Close()
	}
	return err
}

func (o *object) Abandon() {
	if o.gone {
		return
	}
	if !o.ended {
		o.WriteCloser.Close()
	}
	if r, ok := o.store.(filesystem.Remover); ok {
		r.Remove(o.ctx, o.name)
	}
	o.store.Close()
	o.gone, o.ended = true, true
}

// put writes a small file.
func put(ctx context.Context, place string, text []byte) error {
	f, err := create(ctx, place)
	if err != nil {
		return err
	}
	defer f.Abandon()
	if _, err := f.Write(text); err != nil {
		return err
	}
	if err := f.Finish(); err != nil {
		return err
	}
	return f.Rename()
}

// get reads a small file.
func get(ctx context.Context, place string) ([]byte, error) {
	r, err := openInput(ctx, place)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// remove takes a file away, if it is there.
func remove(ctx context.Context, place string) error {
	if !remote(place) {
		if err := os.Remove(place); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	store, err := filesystem.New(ctx, place)
	if err != nil {
		return err
	}
	defer store.Close()
	r, ok := store.(filesystem.Remover)
	if !ok {
		return errors.New(place + ": this filesystem removes nothing")
	}
	if err := r.Remove(ctx, place); err != nil && !absent(ctx, place) { // of what is missing Google's fails
		return err
	}
	return nil
}

// list are the names in a folder that have an ending; none where there is no folder.
func list(ctx context.Context, folder, ending string) (names []string, err error) {
	var places []string
	if remote(folder) {
		store, err := filesystem.New(ctx, folder)
		if err != nil {
			return nil, err
		}
		defer store.Close()
		if places, err = store.List(ctx, folder+"/*"+ending); err != nil {
			return nil, err
		}
	} else {
		there, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range there {
			places = append(places, e.Name())
		}
	}
	for _, p := range places {
		if strings.HasSuffix(p, ending) {
			names = append(names, p[strings.LastIndexByte(p, '/')+1:])
		}
	}
	return names, nil
}

// stands reports whether a file is there. What cannot be asked is taken for gone: then it
// is written once more, under the same name.
func stands(ctx context.Context, place string) bool {
	if !remote(place) {
		_, err := os.Stat(place)
		return err == nil
	}
	store, err := filesystem.New(ctx, place)
	if err != nil {
		return false
	}
	defer store.Close()
	_, err = store.Size(ctx, place)
	return err == nil
}
