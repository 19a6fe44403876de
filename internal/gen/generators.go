package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/gen/modules"
	"github.com/cnwire/cnwire/spec"
)

// generator makes one file, or the generated regions of one. old is what the
// file holds now, nil if there is none; the result must not depend on the
// regions in it, so that generating twice changes nothing.
type generator struct {
	file string // from the top of the repository
	make func(t *spec.Table, old []byte) ([]byte, error)
}

// generators lists what is generated of the tables.
var generators = append(inModules(), []generator{
	{"SPEC.md", specMD},
	{"spec/structures.md", structuresMD},
	{"spec/users.md", usersMD},
	{"spec/values.md", valuesMD},
	{"spec/documentation.md", documentationMD},
	{"analysis/output/jsonl.schema.json", jsonlSchema},
	{"testdata/corpus/vectors/vectors.json", vectorsJSON(false)},
	{"testdata/corpus/vectors/users.json", vectorsJSON(true)},
	{"testdata/corpus/vectors/vectors.schema.json", vectorsSchema},
	{"testdata/corpus/vectors/messages.txt", vectorsText("message/")},
	{"testdata/corpus/vectors/datagrams.txt", vectorsText("datagram/")},
	{"testdata/corpus/vectors/streams.txt", vectorsText("stream/")},
	{"testdata/corpus/vectors/exchanges.txt", vectorsText("exchange/")},
	{"wireshark/cnwire.lua", luaPlugin},
}...)

// inModules lists what stands in modules/.
func inModules() (list []generator) {
	for _, f := range modules.Files {
		list = append(list, generator{f.Name, func(t *spec.Table, _ []byte) ([]byte, error) { return f.Make(t), nil }})
	}
	return list
}

// allGenerators are generators, and those that read other files: the coverage of the
// pages of rules, and the layers for gopacket's fork.
func allGenerators(root string) ([]generator, error) {
	fork, err := forkFiles(root)
	list := append(slices.Clone(generators), generator{"spec/coverage.md", coverageMD(root)})
	return append(list, fork...), err
}

// rewrite brings all files under root up to date and returns those it changed, or
// took away.
func rewrite(root string, t *spec.Table) (changed []string, err error) {
	stale, err := forkStale(root)
	for _, name := range stale {
		if err := os.Remove(name); err != nil {
			return changed, err
		}
	}
	changed = stale
	if err != nil {
		return changed, err
	}
	list, err := allGenerators(root)
	if err != nil {
		return changed, err
	}
	for _, g := range list {
		old, fresh, err := g.run(root, t)
		if err != nil {
			return changed, err
		}
		if bytes.Equal(old, fresh) {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, g.file), fresh, 0o644); err != nil {
			return changed, err
		}
		changed = append(changed, g.file)
	}
	return changed, nil
}

// run returns what a file holds and what it should hold.
func (g generator) run(root string, t *spec.Table) (old, fresh []byte, err error) {
	old, err = os.ReadFile(filepath.Join(root, g.file))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	fresh, err = g.make(t, old)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", g.file, err)
	}
	return old, fresh, nil
}

// regionEnd closes every generated region.
const regionEnd = "<!-- end generated -->"

// replaceRegion puts text between the markers of a region, which must exist once.
func replaceRegion(page []byte, name, text string) ([]byte, error) {
	start := "<!-- generated: " + name + " -->"
	if n := bytes.Count(page, []byte(start)); n != 1 {
		return nil, fmt.Errorf("%d times %s, want once", n, start)
	}
	before, rest, _ := bytes.Cut(page, []byte(start))
	_, after, ok := bytes.Cut(rest, []byte(regionEnd))
	if !ok {
		return nil, fmt.Errorf("no %s after %s", regionEnd, start)
	}
	return fmt.Appendf(nil, "%s%s\n\n%s\n\n%s%s", before, start, strings.TrimSpace(text), regionEnd, after), nil
}
