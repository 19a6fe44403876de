package notes_test

func armCases() []one {
	exit := func(code, signal uint64) func(*tape) {
		return func(p *tape) {
			p.event(0x80000000, set{"process_pid": 9, "process_tgid": 9, "exit_code": code, "exit_signal": signal})
		}
	}
	comm := func(name string) func(*tape) {
		return func(p *tape) {
			p.event(0x200, task(9, 9), func(f []byte) []byte { copy(f[atArm+8:], name); return f })
		}
	}
	return []one{
		{"task-number", 1, atArm + 8, func(p *tape) { p.event(1, fork(0, 5)) },
			func(p *tape) { p.event(1, set{"child_pid": 5, "child_tgid": 5}) }}, // the idle task is a parent
		{"task-number", 1, atArm, func(p *tape) { p.event(2, task(5, 1<<32-5)) }, func(p *tape) { p.event(2, task(5, 5)) }},
		{"comm-tail", 1, atArm + 8, comm("0123456789abcdef"), comm("0123456789abcde")},
		{"comm-tail", 1, atArm + 12, comm("sh\x00\x00x"), comm("sh")},
		{"exit-code", 1, atArm + 8, exit(0x10000, 17), exit(0xff00, 17)},
		{"exit-code", 1, atArm + 8, exit(0x109, 17), exit(0x89, 17)},
		{"exit-code", 1, atArm + 8, exit(0x80, 17), exit(0x86, 17)},
		{"exit-signal", 1, atArm + 12, exit(0, 65), exit(0, 64)},
		{"exit-signal", 1, atArm + 12, exit(0, 0xfffffffe), exit(0, 0xffffffff)},
	}
}
