// Package processes rebuilds the processes of a machine from its events: who
// started whom, when each began and ended, how, and what of it was not seen.
//
// Table takes the frames of captures and hands over a Process for each life of
// a pid, in the order in which they first had an event of their own. What the
// events mean, and do not mean, is in SPEC.md (R14, R16); the rules of the
// rebuilding are:
//
//   - A process is a tgid. It starts with the FORK whose child is the leader of
//     its threads, and it ends with the EXIT of the last of them. The leader's
//     EXIT alone is no end: the others may live on, and one of them may exec,
//     which makes it the leader (fs/exec.c:de_thread).
//   - How it ended is what the last EXIT says. The signals that EXIT's
//     exit_signal names are those that the parent gets.
//   - Its parent is the one that its FORK names. Without a FORK it is what the
//     FORK of a thread, a COREDUMP or an EXIT says; a parent of 0 in EXIT says
//     nothing. Another parent than before is one that adopted it.
//   - A FORK that gives a pid away again ends whoever had it. An EXIT may still
//     come behind it: since 3.15 the kernel sends it when the parent may have
//     reaped the process already.
//   - A process of which only others spoke, as a parent, is none of the list.
//
// Copies count once. The memory grows with the processes that live at a time,
// plus those that ended a moment ago, plus what Order holds; and Pass remembers
// some 30,000 events.
package processes
