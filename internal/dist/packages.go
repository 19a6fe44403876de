package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// nfpm makes packages. NFPM names one that is built already.
const nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2"

// libraries is where distributions have what Wireshark loads, below /usr, by
// architecture: Debian, then RPM systems.
var libraries = map[string][2]string{
	"amd64": {"lib/x86_64-linux-gnu", "lib64"}, "arm64": {"lib/aarch64-linux-gnu", "lib64"},
	"s390x": {"lib/s390x-linux-gnu", "lib64"}, "386": {"lib/i386-linux-gnu", "lib"},
}

// content is a file of a package, in nfpm's words.
type content struct {
	Src      string         `json:"src"`
	Dst      string         `json:"dst"`
	Type     string         `json:"type,omitempty"`
	Packager string         `json:"packager,omitempty"`
	FileInfo map[string]any `json:"file_info,omitempty"`
}

// suggests is what goes well with it, as a distribution calls it.
func suggests(names ...string) map[string]any { return map[string]any{"suggests": names} }

// packages writes a .deb and an .rpm.
func (r *release) packages(t target, program string, docs []file, work, out string) error {
	mode := func(m int64) map[string]any { return map[string]any{"mode": m, "mtime": r.date} }
	contents := []content{{Src: program, Dst: "/usr/bin/cnwire", FileInfo: mode(0o755)}}
	for _, f := range docs {
		var dst string
		switch folder, base := path.Split(f.name); {
		case strings.HasPrefix(f.name, "man/"):
			dst = "/usr/share/" + f.name
		case base == "cnwire.bash":
			dst = "/usr/share/bash-completion/completions/cnwire"
		case base == "cnwire.zsh": // Debian has a folder of its own
			contents = append(contents,
				content{Src: f.place, Dst: "/usr/share/zsh/vendor-completions/_cnwire", Packager: "deb", FileInfo: mode(f.mode)},
				content{Src: f.place, Dst: "/usr/share/zsh/site-functions/_cnwire", Packager: "rpm", FileInfo: mode(f.mode)})
			continue
		case base == "cnwire.fish":
			dst = "/usr/share/fish/vendor_completions.d/cnwire.fish"
		case strings.HasPrefix(folder, "wireshark/profile/"):
			dst = "/usr/share/wireshark/profiles/cnwire/" + base
		case base == "cnwire.lua":
			continue
		case base == "LICENSE":
			dst = "/usr/share/doc/cnwire/copyright"
		default:
			dst = "/usr/share/doc/cnwire/" + base
		}
		contents = append(contents, content{Src: f.place, Dst: dst, FileInfo: mode(f.mode)})
	}
	for i, packager := range []string{"deb", "rpm"} {
		folder := "/usr/" + libraries[t.arch][i] + "/wireshark/"
		contents = append(contents,
			content{Src: "wireshark/cnwire.lua", Dst: folder + "plugins/cnwire.lua", Packager: packager, FileInfo: mode(0o644)},
			// Called by this name the program speaks Wireshark's extcap protocol.
			content{Src: "/usr/bin/cnwire", Dst: folder + "extcap/cnwire-extcap", Type: "symlink", Packager: packager, FileInfo: map[string]any{"mtime": r.date}})
	}
	for _, folder := range []string{"/usr/share/doc/cnwire", "/usr/share/wireshark/profiles/cnwire"} { // rpm takes away what it was told of
		contents = append(contents, content{Dst: folder, Type: "dir", Packager: "rpm", FileInfo: mode(0o755)})
	}
	config, err := json.Marshal(map[string]any{ // JSON is YAML
		"name": "cnwire", "arch": t.arch, "platform": "linux", "version": r.version, "mtime": r.date,
		"section": "net", "priority": "optional", "license": "MIT", "maintainer": "The cnwire authors <cnwire@invalid>",
		"description": "decode, analyse and record the Linux kernel connector\nReads captures of process events (cn_proc) as tshark does, records them from a\nlive kernel, and shows them in Wireshark.",
		"contents":    contents,
		"overrides":   map[string]any{"deb": suggests("wireshark", "tshark"), "rpm": suggests("wireshark", "wireshark-cli")},
		"rpm":         map[string]any{"buildhost": "cnwire"},
	})
	if err != nil {
		return err
	}
	name := filepath.Join(work, "nfpm.yaml")
	if err := os.WriteFile(name, config, 0o666); err != nil {
		return err
	}
	for _, packager := range []string{"deb", "rpm"} {
		to := filepath.Join(out, fmt.Sprintf("cnwire_%s_linux_%s.%s", r.version, t.arch, packager))
		args := []string{"package", "--config", name, "--packager", packager, "--target", to}
		cmd := exec.Command(cmp.Or(os.Getenv("NFPM"), "go"), args...)
		if os.Getenv("NFPM") == "" {
			cmd.Args = append([]string{"go", "run", nfpm}, args...)
		}
		cmd.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", r.date.Unix()))
		if said, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("nfpm: %w: %s", err, said)
		}
	}
	return nil
}
