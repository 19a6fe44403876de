package abi

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// layoutHeaders declare the structs and need no C library, so they compile for
// any target; valueHeaders declare the rest of the named numbers.
const (
	layoutHeaders = `#include <stddef.h>
#include <linux/version.h>
#include <linux/netlink.h>
#include <linux/connector.h>
#include <linux/cn_proc.h>
#include <linux/dm-log-userspace.h>
#include <linux/hyperv.h>
#include <video/uvesafb.h>
`
	// The generic files, since a few architectures number errors and signals
	// their own way and the table does not. Their sigset_t is not the C library's.
	valueHeaders = `#include <stdio.h>
#include <linux/if_arp.h>
#include <linux/if_packet.h>
#include <asm-generic/errno.h>
#define sigset_t kernel_sigset_t
#include <asm-generic/signal.h>
#undef sigset_t
`
)

// Program returns a C program that prints the lines of one file.
func Program(t *spec.Table) string {
	var c strings.Builder
	c.WriteString(layoutHeaders + valueHeaders + `
#define N(x) ((unsigned long long)(x))

int main(void)
{
	printf("version %d.%d.%d\n", LINUX_VERSION_CODE >> 16, LINUX_VERSION_CODE >> 8 & 255, LINUX_VERSION_CODE & 255);
`)
	for _, r := range rows(t) {
		guarded(&c, r, fmt.Sprintf("\tprintf(\"%s%s\\n\", N(%s));\n",
			r.words, strings.Repeat(" %llu", len(r.exprs)), strings.Join(r.exprs, "), N(")))
	}
	c.WriteString("\treturn 0;\n}\n")
	return c.String()
}

// Assertions returns C code that compiles only where the structs have the
// layout of the table. It needs no linker and no C library, so it reaches
// targets for which the machine has only a compiler.
func Assertions(t *spec.Table) string {
	var c strings.Builder
	c.WriteString(layoutHeaders + "\n")
	for _, r := range rows(t) {
		if strings.HasPrefix(r.words, "value ") {
			continue
		}
		for i, expr := range r.exprs {
			guarded(&c, r, fmt.Sprintf("_Static_assert(%s == %d, \"%s\");\n", expr, r.want[i], r.words))
		}
	}
	return c.String()
}

// guarded writes code for those headers only that are said to have the row.
func guarded(c *strings.Builder, r row, code string) {
	var conditions []string
	for _, s := range r.since {
		if s.Present != (spec.Version{}) {
			conditions = append(conditions, "LINUX_VERSION_CODE >= "+kernelVersion(s.Present))
		}
		if s.Last != (spec.Version{}) {
			conditions = append(conditions, "LINUX_VERSION_CODE <= "+kernelVersion(s.Last))
		}
	}
	if len(conditions) == 0 {
		c.WriteString(code)
		return
	}
	fmt.Fprintf(c, "#if %s\n%s#endif\n", strings.Join(conditions, " && "), code)
}

func kernelVersion(v spec.Version) string {
	return fmt.Sprintf("KERNEL_VERSION(%d, %d, %d)", v[0], v[1], v[2])
}

// Run compiles a C program, with include as the first folder for headers unless
// it is empty, and returns what the program prints.
func Run(cc, include, program string) (string, error) {
	dir, err := os.MkdirTemp("", "cnwire-abi-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	exe := filepath.Join(dir, "abi")
	args := []string{"-Wall", "-Werror", "-o", exe}
	if include != "" {
		args = append(args, "-I", include)
	}
	if err := Compile(cc, program, args...); err != nil {
		return "", err
	}
	out, err := exec.Command(exe).Output()
	return string(out), err
}

// Compile gives C code to the compiler; its error holds what the compiler said.
func Compile(cc, code string, args ...string) error {
	cmd := exec.Command(cc, append(args, "-x", "c", "-")...)
	cmd.Stdin = strings.NewReader(code)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cc, err, out)
	}
	return nil
}
