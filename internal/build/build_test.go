package build

import (
	"regexp"
	"testing"
	"time"
)

// What a package is built with is what --version says.
func TestVersion(t *testing.T) {
	version, commit, date = "0.1.0", "0123456789abcdef0123456789abcdef01234567", "2026-11-29T14:31:01Z"
	defer func() { version, commit, date = "", "", "" }()
	want := regexp.MustCompile(`^cnwire 0\.1\.0, commit 0123456789ab of 2026-11-29T14:31:01 UTC, go1\.\d+`)
	if got := Version(); !want.MatchString(got) {
		t.Error(got)
	}
}

// SOURCE_DATE_EPOCH comes before the commit, and the commit before today.
func TestTime(t *testing.T) {
	date = "2026-11-29T14:31:01Z"
	defer func() { date = "" }()
	t.Setenv("SOURCE_DATE_EPOCH", "")
	if got := Time(); !got.Equal(time.Date(2026, 11, 29, 14, 31, 1, 0, time.UTC)) {
		t.Error(got)
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1000000000")
	if got := Time(); !got.Equal(time.Unix(1000000000, 0)) || got.Location() != time.UTC {
		t.Error(got)
	}
}
