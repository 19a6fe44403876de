package manual_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/internal/manual"
)

// line is a command line with a flag of each kind.
type line struct {
	Read struct {
		Fields []string `short:"e" name:"field" help:"A field."`
		Format string   `short:"T" name:"format" help:"A format."`
		Tree   bool     `short:"V" name:"verbose" help:"All of it."`
		Filter string   `short:"Y" name:"display-filter" help:"Frames."`
		Count  int      `short:"c" help:"So many."`
		Files  []string `arg:"" optional:"" name:"FILE"`
	} `cmd:"" default:"withargs" help:"Print."`
	Stats struct {
		By    []string `help:"Tables."`
		Tap   bool     `help:"Alone, or with a word."`
		Files []string `arg:"" optional:"" name:"FILE"`
	} `cmd:"" help:"Count."`
	Vectors struct {
		Run struct {
			Kind []string `help:"Kinds."`
		} `cmd:"" help:"Ask."`
		List struct{} `cmd:"" help:"List."`
	} `cmd:"" help:"Vectors."`
}

func TestComplete(t *testing.T) {
	k, err := kong.New(new(line), kong.Name("cnwire"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		line  string // with | between the words
		words string // that are offered, all; * where there are many
		files bool
		glue  bool
	}{
		{line: "cnwire", words: ""},
		{line: "cnwire|", words: "read stats vectors"},
		{line: "cnwire|st", words: "stats"},
		{line: "cnwire|vectors|", words: "run list"},
		{line: "cnwire|vectors|run|--k", words: "--kind"},
		{line: "cnwire|vectors|run|--kind|message,d", words: "message,datagram", glue: true},
		{line: "cnwire|vectors|run|--kind=message,d", words: "--kind=message,datagram", glue: true},
		{line: "cnwire|vectors|run|--kind|=|me", words: "--kind=message", glue: true},
		{line: "cnwire|file|-T|js", words: "json jsonl"},
		{line: "cnwire|-VT|js", words: "json jsonl"},
		{line: "cnwire|-Tjson|-", words: "--help -h --field -e --format -T --verbose -V --display-filter -Y --count -c"},
		{line: "cnwire|read|-c|", words: ""}, // a number
		{line: "cnwire|read|-V|", words: "", files: true},
		{line: "cnwire|read|-e|cn_proc.exit.sta", words: "cn_proc.exit.status", glue: true}, // a comma may follow
		{line: "cnwire|read|-e|cn.seq,cn_proc.exit.sta", words: "cn.seq,cn_proc.exit.status", glue: true},
		{line: "cnwire|-Y|\"!cn.copy_of&&cn_proc.exit.sta", words: "!cn.copy_of&&cn_proc.exit.status", glue: true},
		{line: "cnwire|stats|--by|kind,lat", words: "kind,latency", glue: true},
		{line: "cnwire|stats|--ta", words: "--tap --tap=nlmon"},
		{line: "cnwire|stats|--tap=", words: "--tap=nlmon"},
		{line: "cnwire|stats|--tap|=|", words: "--tap=nlmon"},
		{line: "cnwire|stats|--tap|--b", words: "--by"},
		{line: "cnwire|stats|--|-", words: "", files: true},
		{line: "cnwire|no-command|--by|", words: "", files: true},
	} {
		got := manual.Complete(k.Model, strings.Split(c.line, "|"))
		var words []string
		for _, w := range got.Words {
			words = append(words, w.Text)
		}
		if !slices.Equal(words, strings.Fields(c.words)) || got.Files != c.files || got.Glue != c.glue {
			t.Errorf("%s: %q, files %v, glue %v", c.line, words, got.Files, got.Glue)
		}
	}
}
