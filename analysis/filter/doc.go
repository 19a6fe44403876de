// Package filter compiles display filters, in the language of Wireshark 4.0,
// and says which frames they choose.
//
//	f, err := filter.Compile("cn_proc.what == exit && cn_proc.exit.signal == SIGKILL")
//	…
//	if f.Match(frame) {
//
// A filter is compiled once, over the fields of package analysis. Names that are
// no field are protocols: frame, netlink, sll, cn, cn_proc, data, and the arms of
// a process event, as cn_proc.exit. What a field's value set names can be
// written by name, in any case: PROC_EVENT_EXEC or exec, SIGKILL or kill, and
// with Wireshark's words where it has some: "End of a dump".
//
// Where the language leaves a choice, tshark 4.0's holds, oddities included: a
// comparison with a negative number is false of an unsigned field (but != is
// true), arithmetic whose result does not fit has no value, `not in` is true of
// a frame without the field, shorter bytes come before longer ones, and a slice
// beyond the end is one of no bytes. These are differences, and
// testdata/differences.txt has each with a filter that shows it:
//
//   - data is a payload that nobody here decodes; tshark has every payload of
//     the connector there.
//   - A frame that was cut, or whose lengths are wrong, has the fields that stand
//     in it; in tshark it has none of its netlink message.
//   - matches takes the regular expressions of RE2: no lookaround and no back
//     references. It ignores case, of letters in Latin-1 too.
//   - Integers of any width and sign, and booleans, compare and count with each
//     other; an arithmetic mask may be a name: netlink.hdr_flags & NLM_F_REQUEST.
//   - frame.time takes seconds since 1970 as well, frame.time_epoch a date, and
//     dates need no quotes where they have no blank.
//   - Character constants may be escapes ('\n'), and strings have the \u and \U
//     that the manual of 4.0 promises.
//   - Arithmetic of more than 65536 pairs of values has no value where both sides
//     have several: Filter.GaveUp says that there was some.
//   - A constant that is longer than the kernel keeps of a name is compared, and
//     searched, by what it keeps: Filter.Remarks says so.
//   - References to the frame that is selected in a window, and macros, are not
//     known.
package filter
