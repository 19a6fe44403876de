package pipeline

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
)

// expand hands over the names that a pattern stands for. * and ? are of one folder, **/
// is any folders or none, in stores too.
func expand(ctx context.Context, pattern string, emit func(string)) error {
	at := strings.IndexAny(pattern, "*?")
	if at < 0 {
		emit(pattern) // if it is not there, that is a note
		return nil
	}
	match, err := compile(filepath.ToSlash(pattern))
	if err != nil {
		return err
	}
	if strings.Contains(pattern, "://") {
		if first := strings.IndexAny(pattern, `[\`); first >= 0 {
			at = min(at, first) // which Beam's filesystems take for more than they are
		}
		return under(ctx, pattern[:at], func(name string) {
			if match.MatchString(name) {
				emit(name)
			}
		})
	}
	top := root(pattern) + string(filepath.Separator) // so that it is what a link names
	return filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == top:
			return fmt.Errorf("--input %s: %w", pattern, err)
		case err != nil:
			emit(path) // as a file that cannot be read, which is a note and counted; all others come
		case !d.IsDir() && match.MatchString(filepath.ToSlash(path)):
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
