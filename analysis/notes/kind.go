package notes

// Kind is a kind of note: a row of the table below, and of README.md's list.
type Kind struct {
	Name     string
	Severity Severity
	Group    string // in Wireshark's words
	Rule     string // of SPEC.md, else a short name
	Doc      string // a sentence
}

// Kinds returns every kind, in groups.
func Kinds() []Kind { return append([]Kind(nil), kinds[:]...) }

// kind is a row of the table.
type kind uint8

const (
	cookedShort kind = iota
	headerShort
	headerLength
	headerOverrun
	connectorShort
	connectorOverrun
	eventShort
	captureDamaged
	captureUnreadable
	captureOdd

	truncated
	notNetlink
	otherFamily
	noConnector
	undecodedID
	unknownEvent
	procLength
	bytesBehind

	repairNoHeader
	repairHostOrder
	orderGuessed
	orderDiffers
	orderMixed
	answerAmbiguous

	captureHeader
	cookedType
	padNotZero
	padCounted
	emptyMessage
	kernelHeader
	kernelSeq
	eventAck
	eventLength
	eventCPU
	eventNanoseconds
	nonzeroExit
	taskNumber
	commTail
	exitCode
	exitSignal

	eventPort
	leakedBytes
	leakedFlags

	requestOp
	requestMask
	requestLength
	requestFlags
	requestID
	requestSecond
	requestFurther
	requestTooLong
	requestUnanswered
	requestQuiet

	answerError
	answerUnsolicited

	eventsLost
	eventsFiltered
	counterRestart
	reboot
	copiesSeen
	exitWithoutFork
	eventBeforeFork
	exitMissing
	eventLate
	timeBackwards
	captureDropped

	numKinds
)

// kinds is the table. Its order is that of the constants.
var kinds = [numKinds]Kind{
	cookedShort:       {"cooked-short", Error, "malformed", "R2", "The frame ends within its cooked header."},
	headerShort:       {"nlmsghdr-short", Error, "malformed", "R4", "Fewer than 16 bytes are left for a netlink message."},
	headerLength:      {"nlmsg-len-low", Error, "malformed", "R4", "nlmsg_len is less than its own header."},
	headerOverrun:     {"nlmsg-len-overrun", Error, "malformed", "R4", "nlmsg_len goes beyond the end of the datagram."},
	connectorShort:    {"cn-msg-short", Error, "malformed", "R7", "1 to 19 bytes are left for a cn_msg."},
	connectorOverrun:  {"cn-len-overrun", Error, "malformed", "R7", "cn_msg.len goes beyond its netlink message; kernels drop such a request, since 3.19."},
	eventShort:        {"event-short", Error, "malformed", "R9", "The union of an event is shorter than its arm."},
	captureDamaged:    {"capture-damaged", Error, "malformed", "pcap", "The capture file is damaged or cut short."},
	captureUnreadable: {"capture-unreadable", Error, "malformed", "pcap", "The file cannot be opened or is no capture."},
	captureOdd:        {"capture-odd", Warning, "malformed", "pcap", "Something in the capture file is wrong and was read around."},

	truncated:    {"truncated", Warning, "undecoded", "R1", "A snap length cut the frame."},
	notNetlink:   {"not-netlink", Chat, "undecoded", "R19", "Frames of another link type; one note for each."},
	otherFamily:  {"other-family", Chat, "undecoded", "R2", "Frames of another netlink family; one note for each."},
	noConnector:  {"no-connector", Warning, "undecoded", "R2", "No frame is of the connector: a stock kernel's nlmon does not tap it."},
	undecodedID:  {"undecoded-id", Chat, "undecoded", "R18", "Messages of an id whose payload is not decoded; one note for each id."},
	unknownEvent: {"unknown-event", Warning, "undecoded", "R9", "what is in no table: unknown bits, or several at once."},
	procLength:   {"proc-length", Warning, "undecoded", "R9", "A message of id 1:1 with a len that no struct has."},
	bytesBehind:  {"bytes-behind", Remark, "undecoded", "R8", "Bytes behind the last cn_msg of a netlink message."},

	repairNoHeader:  {"repair-no-header", Warning, "assumption", "R19", "The cooked header is missing; the frame was read as a datagram."},
	repairHostOrder: {"repair-host-order", Warning, "assumption", "R19", "The family in the cooked header is in host byte order; it was read so."},
	orderGuessed:    {"order-guessed", Remark, "assumption", "R3", "The datagram does not tell its byte order; earlier frames or the file's headers did."},
	orderDiffers:    {"order-differs", Remark, "assumption", "R3", "The messages of an interface are in another byte order than the file's headers; one note for each interface."},
	orderMixed:      {"order-mixed", Warning, "assumption", "R3", "An interface has messages in both byte orders; one note for each interface."},
	answerAmbiguous: {"answer-ambiguous", Remark, "assumption", "R22", "An answer fits two requests."},

	captureHeader:    {"capture-header", Remark, "protocol", "pcap", "A field of the capture file's headers says what it should not; nothing is lost by it."},
	cookedType:       {"cooked-type", Remark, "protocol", "R2", "sll_hatype is not 824, or sll_pkttype not one of its values."},
	padNotZero:       {"pad-not-zero", Remark, "protocol", "R5", "The padding between two netlink messages, or behind the last, is not zero."},
	padCounted:       {"pad-counted", Chat, "protocol", "R5", "nlmsg_len counts the padding, as kernels up to 3.9 do."},
	emptyMessage:     {"empty-message", Remark, "protocol", "R7", "A netlink message without a cn_msg; kernels ignore it."},
	kernelHeader:     {"kernel-header", Warning, "protocol", "R6", "An event or answer with an nlmsg_type that is not NLMSG_DONE, or with nlmsg_flags."},
	kernelSeq:        {"kernel-seq", Warning, "protocol", "R6", "nlmsg_seq of an event or answer is not the seq of its first cn_msg."},
	eventAck:         {"event-ack", Warning, "protocol", "R23", "ack of an event is not 0."},
	eventLength:      {"event-length", Remark, "protocol", "R9", "An event with a len that no kernel sent: neither 32 nor 40."},
	eventCPU:         {"event-cpu", Remark, "protocol", "R25", "An event without a processor."},
	eventNanoseconds: {"event-nanoseconds", Warning, "protocol", "R9", "tv_nsec of an event is a second or more: most likely the layout is another."},
	nonzeroExit:      {"nonzero-exit", Warning, "protocol", "R13", "what is PROC_EVENT_NONZERO_EXIT, which is only a bit of a mask."},
	taskNumber:       {"task-number", Remark, "protocol", "R14", "The pid or tgid of a task is 0 or negative."},
	commTail:         {"comm-tail", Remark, "protocol", "R15", "comm has no NUL, or other bytes behind it."},
	exitCode:         {"exit-code", Remark, "protocol", "R16", "exit_code is no wait status: bits above 15, or a status and a signal."},
	exitSignal:       {"exit-signal", Remark, "protocol", "R16", "exit_signal is no signal: more than 64, and not 0xffffffff."},

	eventPort:   {"event-port", Warning, "security", "R6", "An event or answer with an nlmsg_pid: user space sent or forwarded it."},
	leakedBytes: {"leaked-bytes", Remark, "security", "R10", "The bytes behind an arm are not zero: kernels before 3.12 leak memory there."},
	leakedFlags: {"leaked-flags", Remark, "security", "R10", "cn_msg.flags of an event or answer is not 0: kernels before 3.12 leak memory there."},

	requestOp:         {"request-op", Warning, "request", "R11", "A request that is neither LISTEN nor IGNORE: kernels answer EINVAL."},
	requestMask:       {"request-mask", Remark, "request", "R11", "A mask with bits that are no event; without any known bit it means all events."},
	requestLength:     {"request-length", Warning, "request", "R11", "A request of id 1:1 whose len is neither 4 nor 8: kernels ignore it."},
	requestFlags:      {"request-flags", Chat, "request", "R11", "A request with cn_msg.flags, which process events ignore."},
	requestID:         {"request-id", Warning, "request", "unregistered", "User space sent to an id that the headers do not have; no kernel as shipped registers it."},
	requestSecond:     {"request-second", Warning, "request", "R8", "A further netlink message in a datagram to the kernel, which reads the first."},
	requestFurther:    {"request-further", Warning, "request", "R8", "A further cn_msg in a request to process events, of which the kernel reads the first."},
	requestTooLong:    {"request-too-long", Warning, "request", "R4", "A request with more than 16384 bytes behind its nlmsghdr: kernels drop it."},
	requestUnanswered: {"request-unanswered", Remark, "response", "R12", "A request without an answer: of another namespace, or with nobody who listens."},
	requestQuiet:      {"request-quiet", Chat, "response", "R12", "An IGNORE, or a LISTEN with a mask, without an answer, as is usual."},

	answerError:       {"answer-error", Remark, "response", "R12", "An answer with an error."},
	answerUnsolicited: {"answer-unsolicited", Chat, "response", "R22", "An answer to a request that the capture does not have, as is usual where a socket was recorded."},

	eventsLost:      {"events-lost", Warning, "sequence", "R26", "Numbers are missing in a processor's counter, and were lost."},
	eventsFiltered:  {"events-filtered", Remark, "sequence", "R29", "Numbers are missing, and nothing proves that they were lost: filtered or lost."},
	counterRestart:  {"counter-restart", Error, "sequence", "R28", "A processor's counter began anew, and its machine did not: frames of several hosts are taken for those of one."},
	reboot:          {"reboot", Remark, "sequence", "R28", "A processor's counter began anew with its machine's clock: the machine started again."},
	copiesSeen:      {"copies", Chat, "sequence", "R21", "Messages stand once for each listener; one note a capture."},
	exitWithoutFork: {"exit-without-fork", Chat, "sequence", "R14", "A task ended whose fork is not in the capture; most are older than it."},
	eventBeforeFork: {"event-before-fork", Remark, "sequence", "R14", "A fork of a task that had events already, and no exit: its exit is missing, or the order is wrong."},
	exitMissing:     {"exit-missing", Remark, "sequence", "R14", "A fork of a task whose fork is in the capture already, and no exit."},
	eventLate:       {"event-late", Remark, "sequence", "R25", "Events stand more than a second, or 65536 events, behind later ones: lives around them may be wrong; one note a capture."},
	timeBackwards:   {"time-backwards", Remark, "sequence", "pcap", "A frame is earlier than the one before; one note a capture."},
	captureDropped:  {"capture-dropped", Warning, "sequence", "pcap", "The capture's own drop counts say that frames are missing."},
}
