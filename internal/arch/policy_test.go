package arch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// policy says who may import whom. It is a statement of how the project is
// built, not a list of how things came to be: when a build fails here, the
// import is wrong until the house has decided otherwise.
//
// A line is a room and what its packages may import beside the standard library
// and the room itself. A room is a folder with everything below it, less what is
// a room of its own. A name with a dot in its first element is a library, which
// may be used in the rooms that name it and in tests, and nowhere else. !x
// forbids a package of the standard library. Rooms may be here before they are
// in the tree.
const policy = `
	# The protocol as data and rules.
	spec               !unsafe !reflect
	spec/genealogy     spec !unsafe !reflect
	spec/model         spec spec/genealogy !unsafe !reflect

	# Bytes.
	codec              !unsafe !reflect
	pcap               github.com/klauspost/compress
	layers             codec pcap github.com/google/gopacket

	# Meaning.
	analysis           analysis/host analysis/who codec pcap spec spec/genealogy internal/digits internal/suggest
	analysis/host      pcap
	analysis/who       pcap
	analysis/loss      analysis analysis/host codec pcap spec/genealogy
	analysis/fit       !unsafe !reflect
	analysis/frameset  !unsafe !reflect
	analysis/when      !unsafe !reflect
	analysis/capinfo   analysis codec pcap spec
	analysis/differences analysis analysis/rewrite analysis/rows internal/suggest
	analysis/rows      analysis analysis/fit internal/aside internal/digits
	analysis/jsondoc   analysis
	analysis/parallel  analysis analysis/source
	analysis/pdml      analysis analysis/parallel spec
	analysis/mold      analysis analysis/jsondoc codec spec spec/genealogy internal/digits
	analysis/output     analysis analysis/fit analysis/host analysis/jsondoc analysis/mold analysis/parallel analysis/pdml analysis/rows analysis/who codec spec spec/genealogy internal/digits golang.org/x/term
	analysis/rewrite   analysis codec pcap spec internal/permutation
	analysis/filter    analysis analysis/when codec pcap spec internal/suggest
	analysis/source    analysis analysis/host codec pcap internal/turn golang.org/x/sys
	analysis/convert   analysis analysis/host analysis/rewrite analysis/source analysis/when codec pcap
	analysis/listeners analysis analysis/host analysis/rows analysis/who codec pcap spec spec/genealogy
	analysis/pairs     analysis analysis/host analysis/rows codec spec spec/genealogy
	analysis/processes analysis analysis/fit analysis/host analysis/rows analysis/who codec spec spec/genealogy internal/aside internal/inorder
	analysis/known     analysis analysis/lineage analysis/processes
	analysis/lineage   analysis analysis/processes codec
	analysis/program   analysis/processes analysis/who
	analysis/gantt     analysis analysis/fit analysis/processes internal/inorder
	analysis/timeline  analysis analysis/frameset analysis/host analysis/loss analysis/pairs analysis/processes codec spec/genealogy
	analysis/browser   analysis analysis/filter analysis/host analysis/known analysis/source
	analysis/statistics analysis analysis/host analysis/loss analysis/processes analysis/rows codec spec spec/genealogy internal/sketch
	analysis/notes     analysis analysis/host analysis/loss analysis/processes analysis/rows codec pcap spec spec/genealogy
	analysis/users     analysis/rows spec
	analysis/export    analysis analysis/host analysis/known analysis/loss analysis/notes analysis/pairs analysis/processes analysis/rows analysis/source analysis/who codec pcap spec spec/genealogy internal/aside internal/suggest github.com/parquet-go/parquet-go github.com/klauspost/compress

	# The front door.
	cnwire             analysis analysis/host analysis/known analysis/processes analysis/source codec spec/genealogy

	# Programs.
	record             cnwire analysis analysis/listeners analysis/source codec pcap record/audience record/request record/tap internal/privilege golang.org/x/sys
	record/tap         codec golang.org/x/sys github.com/cilium/ebpf
	record/audience    analysis/listeners codec record/tap spec/genealogy golang.org/x/sys
	record/livereport      analysis analysis/fit analysis/processes analysis/rows codec pcap
	record/request     analysis analysis/source codec spec/genealogy
	report             analysis analysis/notes analysis/pairs analysis/processes analysis/rows analysis/statistics analysis/timeline internal/aside pcap spec/genealogy
	report/page        analysis analysis/source internal/aside report
	cmd/cnwire-wasm    analysis analysis/browser analysis/filter analysis/source report
	cmd/cnwire         analysis analysis/capinfo analysis/convert analysis/differences analysis/export analysis/filter analysis/fit analysis/frameset analysis/gantt analysis/host analysis/known analysis/lineage analysis/listeners analysis/notes analysis/pairs analysis/parallel analysis/output analysis/processes analysis/program analysis/rewrite analysis/rows analysis/source analysis/statistics analysis/timeline analysis/users internal/flags internal/habits internal/repeated internal/screen internal/whole internal/positional pcap record record/audience record/livereport record/request report report/page testdata/corpus wireshark wireshark/extcap github.com/alecthomas/kong golang.org/x/term internal/build internal/manual internal/ending

	# What checks and makes the rest.
	fuzz               codec pcap spec testdata/corpus
	testdata/corpus
	modules
	wireshark          internal/whole wireshark/extcap
	wireshark/extcap   codec record golang.org/x/sys
	internal/again
	internal/arch
	internal/build
	internal/dist
	internal/ending
	internal/counts    analysis analysis/filter analysis/notes analysis/output analysis/processes analysis/statistics codec layers pcap testdata/corpus github.com/google/gopacket
	internal/flags     github.com/alecthomas/kong
	internal/habits    internal/suggest
	internal/headers   spec
	internal/manual    analysis analysis/differences analysis/export analysis/fit analysis/listeners analysis/notes analysis/pairs analysis/processes analysis/rows analysis/statistics analysis/users internal/habits internal/screen internal/suggest github.com/alecthomas/kong
	internal/longer
	internal/needs
	internal/repeated
	internal/suggest
	internal/screen    golang.org/x/term
	internal/wasm      report/page
	internal/whole
	internal/positional
	internal/inorder   internal/aside
	internal/aside
	internal/permutation
	internal/turn
	internal/privilege golang.org/x/sys kernel.org/pub/linux/libs/security/libcap/psx
	internal/sketch
	internal/digits
	internal/testkit   pgregory.net/rapid
	internal/testkit/connector golang.org/x/sys
	internal/testkit/octets internal/testkit spec testdata/corpus
	internal/testkit/frames internal/testkit internal/testkit/octets analysis analysis/host pcap spec testdata/corpus
	internal/mutate
	internal/gen       analysis/who internal/gen/exam internal/gen/modules spec testdata/corpus
	internal/gen/exam  spec testdata/corpus
	internal/gen/modules spec
	internal/rig       codec pcap record record/tap spec testdata/corpus golang.org/x/sys
`

// witnesses may not import codec, not in their tests either, nor one of our
// packages that does: what they say must not depend on what they are there to
// check.
var witnesses = []string{"spec", "spec/genealogy", "spec/model", "internal/gen", "internal/gen/exam", "internal/gen/modules", "modules", "testdata/corpus", "internal/testkit", "internal/testkit/octets"}

// module is the path before every room.
const module = "github.com/cnwire/cnwire"

// pkg is what the checker needs of a package.
type pkg struct {
	ImportPath                         string
	Standard                           bool
	Imports, TestImports, XTestImports []string
}

// rooms maps a room to its words in the policy.
type rooms map[string][]string

// parsePolicy reads the text above.
func parsePolicy(text string) (rooms, error) {
	r := rooms{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if _, twice := r[words[0]]; twice {
			return nil, fmt.Errorf("policy: two lines for %s", words[0])
		}
		r[words[0]] = words[1:]
	}
	for room, words := range r {
		for _, w := range words {
			if _, ok := r[w]; !ok && !isLibrary(w) && !strings.HasPrefix(w, "!") {
				return nil, fmt.Errorf("policy: %s names %s, which is no room", room, w)
			}
		}
	}
	return r, nil
}

// isLibrary reports whether a word of the policy, or an import path, is of
// another module: its first element has a dot.
func isLibrary(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// roomOf returns the longest room that a folder is in.
func (r rooms) roomOf(folder string) (string, bool) {
	if folder == "" {
		folder = "cnwire" // the top of the repository
	}
	for ; folder != "."; folder = parent(folder) {
		if _, ok := r[folder]; ok {
			return folder, true
		}
	}
	return "", false
}

func parent(folder string) string {
	if i := strings.LastIndexByte(folder, '/'); i >= 0 {
		return folder[:i]
	}
	return "."
}

// check returns one sentence for each import that the policy does not have.
func (r rooms) check(pkgs []pkg) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, p := range pkgs {
		folder, ours := cutModule(p.ImportPath)
		if !ours {
			continue
		}
		room, ok := r.roomOf(folder)
		if !ok {
			fault("%s is in no room of the policy", folder)
			continue
		}
		for _, path := range p.Imports {
			if why := r.refuse(room, path); why != "" {
				fault("%s imports %s: %s", cmp.Or(folder, room), path, why)
			}
		}
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if to, ours := cutModule(path); ours && to == "codec" && slices.Contains(witnesses, room) {
				fault("%s imports codec, in its tests or outside: it is a witness against it", folder)
			} else if ours && slices.Contains(witnesses, room) && reaches(pkgs, path, module+"/codec") {
				fault("%s imports %s, which needs codec: it is a witness against it", folder, to)
			}
		}
	}
	return faults
}

// reaches reports whether a package of ours imports another, or one that does.
func reaches(pkgs []pkg, from, to string) bool {
	need := []string{from} // grows while it is read
	for i := 0; i < len(need); i++ {
		for _, p := range pkgs {
			if p.ImportPath != need[i] {
				continue
			}
			for _, path := range p.Imports {
				if _, ours := cutModule(path); ours && !slices.Contains(need, path) {
					need = append(need, path)
				}
			}
		}
	}
	return slices.Contains(need[1:], to)
}

// refuse says why a package of a room may not import path, or nothing.
func (r rooms) refuse(room, path string) string {
	words := r[room]
	if folder, ours := cutModule(path); ours {
		to, _ := r.roomOf(folder)
		if to == room || slices.Contains(words, to) {
			return ""
		}
		return fmt.Sprintf("%s may import %s", room, list(words))
	}
	if isLibrary(path) {
		for _, w := range words {
			if path == w || strings.HasPrefix(path, w+"/") {
				return ""
			}
		}
		return fmt.Sprintf("the policy does not give %s this library", room)
	}
	if slices.Contains(words, "!"+path) {
		return fmt.Sprintf("it is forbidden in %s", room)
	}
	return ""
}

// cutModule turns an import path of ours into a folder of the repository.
func cutModule(path string) (folder string, ours bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

// list joins the rooms among the words of a line for a sentence.
func list(words []string) string {
	var of []string
	for _, w := range words {
		if !isLibrary(w) && !strings.HasPrefix(w, "!") {
			of = append(of, w)
		}
	}
	if len(of) == 0 {
		return "nothing of ours"
	}
	return "only " + strings.Join(of, ", ")
}
