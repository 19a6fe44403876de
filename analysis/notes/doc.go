// Package notes says what is odd in a capture: expert notes, as Wireshark calls
// them, each with a severity, a group, the rule of SPEC.md that it is about, and
// its place.
//
// A [Checker] takes the frames in their order, what the capture file's reader
// found wrong, and hands on notes as soon as they are sure. Those on losses come
// at the end, for a number that comes late takes one back. [Kinds] lists every
// kind of note there is.
//
// A frame that says nothing new, a copy for another listener, is not looked at
// again. Memory is bounded by the tasks that live at a time and by constants.
package notes
