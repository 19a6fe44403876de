package vectors

// Stream is traffic in the order in which it was seen, and what each message of
// it is to those before. Indexes count the messages from 0.
type Stream struct {
	Kernel   string   `json:"kernel,omitempty" doc:"The release that the traffic is of, where the answer needs to know it."`
	Filter   bool     `json:"filter,omitempty" doc:"The listener is known to have asked for some events only." const:"true"`
	Messages []Judged `json:"messages" doc:"The messages: one a datagram, or several."`
	Gaps     []Gap    `json:"gaps,omitempty" doc:"Which numbers of the CPUs' counters are missing at the end, in the order in which the gaps opened."`
	Late     []int    `json:"late,omitempty" doc:"Messages whose number came after larger ones."`
	Restarts []int    `json:"restarts,omitempty" doc:"Messages with which the counters begin anew."`
	Ends     []int    `json:"ends,omitempty" doc:"The last message with a number of each CPU: what was lost behind it nobody can see. A set: their order says nothing."`

	Processes []Lived `json:"processes,omitempty" doc:"Where the events tell lives: every process whose FORK is among them, in the order in which they began. None of them lacks an event."`
}

// Judged is a message of a stream.
type Judged struct {
	Hex   string `json:"hex,omitempty" doc:"The datagram. Without it, the message is the next one of the datagram before." pattern:"^([0-9a-f]{2})+$"`
	Class string `json:"class" doc:"What the message is." enum:"new,reply,event,copy,unsolicited,ambiguous"`
	Of    *int   `json:"of,omitempty" doc:"Replies: the request. Copies: the first of them. Ambiguous: the latest request that fits." min:"0"`
	Or    *int   `json:"or,omitempty" doc:"Ambiguous: another request that fits." min:"0"`
	Rule  string `json:"rule,omitempty" doc:"Replies: the rule of spec/rules.csv that makes it one."`
}

// Gap is a run of numbers of one CPU that did not come.
type Gap struct {
	CPU      uint32 `json:"cpu" doc:"The CPU."`
	From     int    `json:"from" doc:"The message before it: the one that had the largest number when the gap opened, or that came late below the smallest. A late number within the gap does not change it." min:"0"`
	To       int    `json:"to" doc:"The message behind it: the one that opened the gap, or the one that had the smallest number. It does not change either." min:"0"`
	Lost     int64  `json:"lost" doc:"How many numbers are missing at the end, without those that came late, so that at least as many messages are." min:"1"`
	Filtered bool   `json:"filtered,omitempty" doc:"They may have been filtered instead of lost." const:"true"`
}

// Lived is a process, from its FORK to the EXIT of its last thread.
type Lived struct {
	PID      uint32  `json:"pid" doc:"Its pid: the tgid of its events."`
	Parent   uint32  `json:"parent" doc:"The pid of the process that forked it."`
	First    int     `json:"first" doc:"The message that it began with." min:"0"`
	Last     *int    `json:"last,omitempty" doc:"The message that it ended with. Without one it lives on." min:"0"`
	ExitCode *uint32 `json:"exit_code,omitempty" doc:"The wait status that it ended with."`
	Threads  int     `json:"threads" doc:"How many threads it ever had." min:"1"`
	Execs    int     `json:"execs" doc:"How often it ran another program." min:"0"`
}
