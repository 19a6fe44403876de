// Package who reads what the comments of a packet say of processes: the lines of
// kind task, and the older comm=NAME ([record/COMMENTS.md], which has the rules of
// what is known of a process by them).
//
// [ReadPassage] reads what they say of the packet itself: who sent it, and what became of
// it, the lines of kinds sender and delivery.
//
// [Read] reads the comments of a packet, [Facts] are what is known of a process
// beside its name. Which life of a pid a line is about, and what becomes of it with
// an exec, is for package processes.
//
// [record/COMMENTS.md]: https://github.com/cnwire/cnwire/blob/main/record/COMMENTS.md
package who
