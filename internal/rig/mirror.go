package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// keyring is what Debian's suites are signed with, those of other releases than the
// machine's too.
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

// apt is apt with sources, lists and a cache of the rig's own. The machine's own are
// read once, for the mirror they name, and never changed; nor does it matter what is
// installed here. Lists are shared by all that the rig asks.
type apt struct {
	folder string
	lists  string
	arch   string // Debian's name
}

// aptOf is the apt that knows the packages of a series.
func aptOf(cache string, s series) apt {
	return apt{filepath.Join(cache, "apt-"+s.name), filepath.Join(cache, "lists"), s.arch}
}

// options are what makes apt leave the machine's own alone.
func (a apt) options() (list []string) {
	for _, o := range []string{
		"Dir::Etc::sourcelist=" + filepath.Join(a.folder, "sources.list"),
		"Dir::Etc::sourceparts=/dev/null",
		"Dir::Etc::preferences=/dev/null",
		"Dir::Etc::preferencesparts=/dev/null",
		"Dir::State::Lists=" + a.lists,
		"Dir::State::status=" + filepath.Join(a.folder, "status"), // nothing is installed
		"Dir::Cache=" + a.folder,
		"APT::Architecture=" + a.arch,
		"APT::Architectures=" + a.arch,
		"APT::Get::List-Cleanup=false", // of suites that others of the rig use
		"APT::Sandbox::User=root",      // who alone may enter the folder
		"Acquire::Languages=none",
		"Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
	} {
		list = append(list, "-o", o)
	}
	return list
}

// get runs apt-get in a folder, and ask apt-cache. Where they fail, the options are not
// said again.
func (a apt) get(dir string, args ...string) (string, error) {
	return a.run(dir, "apt-get", args)
}

func (a apt) ask(args ...string) (string, error) { return a.run("", "apt-cache", args) }

func (a apt) run(dir, program string, args []string) (string, error) {
	text, err := output(dir, program, append(a.options(), args...)...)
	if err != nil {
		err = errors.New(strings.Replace(err.Error(), strings.Join(a.options(), " ")+" ", "", 1))
	}
	return text, err
}

// update has apt know the suites, as far as the mirror has them: what it lacks it
// names, and the rest is of use.
func (a apt) update(m mirror, suites []string) error {
	err := errors.Join(os.MkdirAll(a.folder, 0o755), os.MkdirAll(filepath.Join(a.lists, "partial"), 0o755),
		os.WriteFile(filepath.Join(a.folder, "status"), nil, 0o644),
		os.WriteFile(filepath.Join(a.folder, "sources.list"), []byte(m.sources(suites)), 0o644))
	if err != nil {
		return err
	}
	if _, err := a.get("", "update"); err != nil {
		say("going on with the lists of packages that are there: %v", err) // a mirror may lack a suite, or be half done
	}
	return nil
}

// mirror is where the machine has Debian's packages from, and the security updates,
// which may be missing.
type mirror struct{ main, security string }

// findMirror reads what apt-get indextargets says in the format of targetFormat.
func findMirror(text string) (m mirror, err error) {
	for line := range strings.Lines(text) {
		origin, where, _ := strings.Cut(strings.TrimSpace(line), "|")
		label, uri, _ := strings.Cut(where, "|")
		switch {
		case origin != "Debian" || uri == "":
		case label == "Debian" && m.main == "":
			m.main = uri
		case label == "Debian-Security" && m.security == "":
			m.security = uri
		}
	}
	if m.main == "" {
		return m, fmt.Errorf("none of apt's sources is Debian's")
	}
	return m, nil
}

const targetFormat = "$(ORIGIN)|$(LABEL)|$(REPO_URI)"

// systemMirror is the machine's.
func systemMirror() (mirror, error) {
	text, err := output("", "apt-get", "indextargets", "--format", targetFormat, "Created-By: Packages")
	if err != nil {
		return mirror{}, err
	}
	return findMirror(text)
}

// sources writes a sources.list. Suites of security updates have an archive of their own.
func (m mirror) sources(suites []string) string {
	var b strings.Builder
	for _, suite := range suites {
		uri := m.main
		if strings.HasSuffix(suite, "-security") {
			uri = m.security
		}
		if uri != "" {
			fmt.Fprintf(&b, "deb [signed-by=%s] %s %s main\n", keyring, uri, suite)
		}
	}
	return b.String()
}
