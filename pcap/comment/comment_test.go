package comment_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cnwire/cnwire/pcap/comment"
	"pgregory.net/rapid"
)

// The lines of record/COMMENTS.md, written by hand, and what they say.
var lines = []struct {
	text string
	want comment.Line
}{
	{`cnwire:1 host`, comment.Line{Kind: "host"}},
	{`cnwire:1 host name=web-1 id=8f0a`, comment.Line{Kind: "host", Words: []comment.Word{{"name", "web-1"}, {"id", "8f0a"}}}},
	{`cnwire:1 task pid=113 arg=sh arg=-c arg="echo \"hi\" \\ "`, comment.Line{Kind: "task",
		Words: []comment.Word{{"pid", "113"}, {"arg", "sh"}, {"arg", "-c"}, {"arg", `echo "hi" \ `}}}},
	{`cnwire:1 task comm="\x00\x1b\xff" exe="" cwd="/ü b"`, comment.Line{Kind: "task",
		Words: []comment.Word{{"comm", "\x00\x1b\xff"}, {"exe", ""}, {"cwd", "/ü b"}}}},
	{`cnwire:1 x a.b_1=k=v`, comment.Line{Kind: "x", Words: []comment.Word{{"a.b_1", "k=v"}}}},
}

func equal(a, b comment.Line) bool { return a.Kind == b.Kind && slices.Equal(a.Words, b.Words) }

func TestLines(t *testing.T) {
	for _, c := range lines {
		got, err := comment.Parse(c.text)
		if err != nil || !equal(got, c.want) {
			t.Errorf("%s: %q, %v", c.text, got, err)
		}
		if s := c.want.String(); s != c.text {
			t.Errorf("%s: written %s", c.text, s)
		}
	}
}

// What else a reader takes: quotes that nobody needs.
func TestNeedlessQuotes(t *testing.T) {
	got, err := comment.Parse(`cnwire:1 task comm="sh" exe="\x41"`)
	if err != nil || got.Get("comm") != "sh" || got.Get("exe") != "A" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestBadLines(t *testing.T) {
	for _, c := range []struct {
		text   string
		column int
	}{
		{"comm=sh", 1},
		{"cnwire:1", 9}, {"cnwire:1 ", 10}, {"cnwire:1 Host", 14}, {"cnwire:1  host", 10},
		{"cnwire:1 host name", 19}, {"cnwire:1 host name web", 19}, {"cnwire:1 host =x", 15}, {"cnwire:1 host 1a=x", 15},
		{"cnwire:1 host  a=x", 15}, {"cnwire:1 host a=x ", 19}, {`cnwire:1 host a=x"`, 18}, {`cnwire:1 host a="x`, 19},
		{`cnwire:1 host a="x"b=1`, 20}, {`cnwire:1 host a="\q"`, 18}, {`cnwire:1 host a="\xg0"`, 18}, {`cnwire:1 host a="\x0`, 18},
		{"cnwire:1 host a=\tx", 17}, {`cnwire:1 host a="\`, 18},
	} {
		_, err := comment.Parse(c.text)
		var place *comment.Error
		if !errors.As(err, &place) || place.Column != c.column {
			t.Errorf("%q: %v, want column %d", c.text, err, c.column)
		}
	}
	for _, text := range []string{"cnwire:2 host", "cnwire: host", "cnwire:01 host", "cnwire:1.5 host a"} {
		_, err := comment.Parse(text)
		var version *comment.ErrVersion
		if !errors.As(err, &version) || !strings.Contains(err.Error(), version.Version) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A comment may have lines of people's before and behind.
func TestLinesOfComment(t *testing.T) {
	got := slices.Collect(comment.Lines("seen on Monday\r\ncnwire:1 host name=a\r\n cnwire:1 no\ncnwire:2 b\ncomm=sh\ncnwire:1 c"))
	if want := []string{"cnwire:1 host name=a", "cnwire:2 b", "cnwire:1 c"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for range comment.Lines("cnwire:1 a\ncnwire:1 b") {
		break
	}
}

func TestGet(t *testing.T) {
	l := comment.Line{Kind: "task"}
	l.Add("arg", "sh")
	l.Add("comm", "")
	l.Add("arg", "-c")
	if got := slices.Collect(l.All("arg")); !slices.Equal(got, []string{"sh", "-c"}) || l.Get("arg") != "sh" {
		t.Errorf("%q", got)
	}
	if v, ok := l.Lookup("comm"); v != "" || !ok {
		t.Errorf("%q, %v", v, ok)
	}
	if v, ok := l.Lookup("exe"); v != "" || ok || l.Get("exe") != "" {
		t.Errorf("%q, %v", v, ok)
	}
}

// Any value comes back, out of one line of printable text.
func TestAnyValueComesBack(t *testing.T) {
	value := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune(" \"\\=\x00\nx0aü\u202e\ufffd"))),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		l := comment.Line{Kind: "k"}
		for _, v := range rapid.SliceOf(value).Draw(t, "values") {
			l.Add("v", v)
		}
		text := l.String()
		for _, r := range text {
			if !unicode.IsPrint(r) || !utf8.ValidString(text) {
				t.Fatalf("%q", text)
			}
		}
		if got, err := comment.Parse(text); err != nil || !equal(got, l) {
			t.Fatalf("%q, written %s, is %q, %v", l, text, got, err)
		}
	})
}

// Whatever is parsed is written so that it says the same.
func FuzzParse(f *testing.F) {
	for _, c := range lines {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := comment.Parse(text)
		if err != nil {
			return
		}
		if again, err := comment.Parse(l.String()); err != nil || !equal(again, l) {
			t.Fatalf("%q is %q, written %q", text, l, l.String())
		}
	})
}

func TestAppendPanics(t *testing.T) {
	for _, l := range []comment.Line{{}, {Kind: "A"}, {Kind: "a", Words: []comment.Word{{"b c", ""}}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was written", l)
				}
			}()
			l.Append(nil)
		}()
	}
}
