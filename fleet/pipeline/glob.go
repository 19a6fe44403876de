package pipeline

import (
	"context"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// expand hands over the names that a pattern stands for. * and ? are of one folder, **/
// is any folders or none; what begins with scheme:// Beam's filesystem of it lists.
func expand(ctx context.Context, pattern string, emit func(string)) error {
	if strings.Contains(pattern, "://") {
		store, err := filesystem.New(ctx, pattern)
		if err != nil {
			return err
		}
		defer store.Close()
		names, err := store.List(ctx, pattern)
		for _, n := range names {
			emit(n)
		}
		return err
	}
	if !strings.ContainsAny(pattern, "*?") {
		emit(pattern) // if it is not there, that is a note
		return nil
	}
	match, err := compile(filepath.ToSlash(pattern))
	if err != nil {
		return err
	}
	return filepath.WalkDir(root(pattern), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && match.MatchString(filepath.ToSlash(path)) {
			emit(path)
		}
		return nil
	})
}

// root is the folder that all names of a pattern are in.
func root(pattern string) string {
	return filepath.Dir(pattern[:strings.IndexAny(pattern, "*?")] + "x")
}

// compile makes a regular expression of a pattern.
func compile(pattern string) (*regexp.Regexp, error) {
	var b strings.Builder
	pattern = strings.TrimPrefix(pattern, "./") // as the walk has names
	for i := 0; i < len(pattern); i++ {
		switch rest := pattern[i:]; {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(rest, "**"):
			b.WriteString(".*")
			i++
		case rest[0] == '*':
			b.WriteString("[^/]*")
		case rest[0] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
		}
	}
	return regexp.Compile("^" + b.String() + "$")
}
