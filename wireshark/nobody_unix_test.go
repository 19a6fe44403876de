//go:build unix

package wireshark_test

import (
	"os/exec"
	"syscall"
)

// asNobody runs a command without any rights.
func asNobody(cmd *exec.Cmd) {
	const nobody = 65534
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}
