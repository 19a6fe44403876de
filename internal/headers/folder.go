package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

const uapi = "include/uapi/"

// layouts are where folders of headers have them: a kernel's source, and Debian's
// linux-headers-…-common; /usr; /usr/include.
var layouts = []string{"include/uapi", "include", "."}

// find returns the folder that #include <linux/cn_proc.h> begins in.
func find(dir fs.FS) (string, error) {
	for _, folder := range layouts {
		if _, err := fs.Stat(dir, path.Join(folder, "linux/cn_proc.h")); err == nil {
			return folder, nil
		}
	}
	return "", fmt.Errorf("no linux/cn_proc.h in it, nor in %s", strings.Join(layouts[:2], " or "))
}

// own returns the headers of the connector itself and all others of the table that are
// UAPI, as #include names them.
func own(t *spec.Table) (connector, others []string) {
	for _, s := range t.Structs() {
		name, ok := strings.CutPrefix(s.Header, uapi)
		list := &others
		if strings.HasPrefix(s.Prefix, "cn") {
			list = &connector
		}
		if ok && !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	return connector, others
}

// read compares all headers of the table with what is in a folder.
func read(t *spec.Table, folder fs.FS) (news []string, err error) {
	connector, others := own(t)
	for _, name := range append(slices.Clone(connector), others...) {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			news = append(news, name+": the headers lack it, and the table has structs of it")
			continue
		}
		for _, line := range compare(t, string(text), slices.Contains(connector, name)) {
			news = append(news, name+": "+line)
		}
	}
	more, err := users(t, folder)
	return append(news, more...), err
}

// kernels are the folders of UAPI headers: beside them an installed kernel's headers
// have those of all libraries.
var kernels = []string{"asm-generic", "cxl", "drm", "fwctl", "linux", "misc", "mtd", "rdma", "regulator", "scsi", "sound", "video", "xen"}

// talks finds what only those write who talk over the connector.
var talks = regexp.MustCompile(`linux/connector\.h|\bstruct\s+cn_msg\b|\bCN_(?:IDX|VAL)_\w+|\bCN_\w+_(?:IDX|VAL)\b`)

// users looks through all headers for one that talks over the connector, and that is
// neither a user's nor a struct's in the table.
func users(t *spec.Table, folder fs.FS) (news []string, err error) {
	known := map[string]bool{}
	for _, u := range t.Users() {
		known[strings.TrimPrefix(u.Header, uapi)] = true
	}
	for _, s := range t.Structs() {
		known[strings.TrimPrefix(s.Header, uapi)] = true
	}
	err = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name != "." && !strings.Contains(name, "/") && !slices.Contains(kernels, name) {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || path.Ext(name) != ".h" || known[name] {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		if !bytes.Contains(text, []byte("CN_")) && !bytes.Contains(text, []byte("cn_msg")) && !bytes.Contains(text, []byte("connector.h")) {
			return nil // most are told sooner so
		}
		if found := talks.Find(text); found != nil {
			news = append(news, fmt.Sprintf("%s: it has %q, and the table has no user of this header", name, found))
		}
		return nil
	})
	return news, err
}
