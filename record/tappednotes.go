package record

import "fmt"

// notes are sentences about what was found when it began.
func (t *tapped) notes() (list []string) {
	for _, name := range t.tap.Left() {
		list = append(list, removedDevice(name))
	}
	switch {
	case t.tap.Calibrated():
		list = append(list, "this kernel does not describe its structures (/sys/kernel/btf/vmlinux): where a message's parts stand was found by two requests of our own, to nobody, and whether a message was received is not known")
	case t.tap.Untold():
		list = append(list, "this kernel takes no program behind the end of a function (fexit): whether a message was received is not known")
	}
	list = append(list, t.settled...)
	if t.noNote != nil {
		list = append(list, fmt.Sprintf("no note says that this run listens (%v): if it is killed, the kernel goes on counting a listener, and no later run takes that back (SPEC.md R43)", t.noNote))
	}
	if t.odd != "" {
		list = append(list, t.odd)
	}
	return list
}

// removedDevice says that a device of nlmon is gone.
func removedDevice(name string) string {
	return "the nlmon device " + name + " is removed, which a run that was killed had left behind"
}
