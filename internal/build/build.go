// Package build says which build of cnwire this is: what who built it said, else what
// go build knows.
package build

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// What packages are built with: go build -ldflags "-X …/internal/build.version=0.1.0".
// The commit is the whole hash, the date RFC 3339 in UTC.
var version, commit, date string

// facts returns the three. A build out of a checkout has what go build wrote down; of
// go run and go install, the version alone.
func facts() (v, c, d string) {
	v, c, d = version, commit, date
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v, c, d
	}
	if v == "" {
		v = strings.TrimPrefix(info.Main.Version, "v")
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && c == "":
			c = s.Value
		case s.Key == "vcs.time" && d == "":
			d = s.Value
		}
	}
	return v, c, d
}

// Version returns one line: the name, the version, the commit and its date as far as
// they are known, and Go's version.
func Version() string {
	v, c, d := facts()
	if v == "" {
		v = "(unknown version)"
	}
	line := "cnwire " + v
	if c != "" {
		line += ", commit " + c[:min(12, len(c))]
	}
	if d != "" {
		line += " of " + strings.TrimSuffix(d, "Z") + " UTC"
	}
	return line + ", " + runtime.Version()
}

// Time is when the build is of: SOURCE_DATE_EPOCH if it is set, else the date of the
// commit, else now.
func Time() time.Time {
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	if _, _, d := facts(); d != "" {
		if t, err := time.Parse(time.RFC3339, d); err == nil {
			return t
		}
	}
	return time.Now().UTC()
}
