package tap

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// surroundings looks at what may have kept the tap away.
func surroundings() (p place) {
	if text, err := os.ReadFile("/sys/kernel/security/lockdown"); err == nil {
		p.lockdown = strings.TrimSpace(string(text))
	}
	var data [2]unix.CapUserData // 64 capabilities
	if unix.Capget(&unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}, &data[0]) == nil {
		p.root = data[0].Effective&(1<<unix.CAP_SYS_ADMIN) != 0
	}
	_, err := os.Stat("/sys/kernel/btf/vmlinux")
	p.types = err == nil
	return p
}
