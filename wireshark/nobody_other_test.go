//go:build !unix

package wireshark_test

import "os/exec"

// asNobody does nothing: there is no root.
func asNobody(*exec.Cmd) {}
