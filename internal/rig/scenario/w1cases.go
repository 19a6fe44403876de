package scenario

import "slices"

// The commands of a w1_netlink_cmd, and errors in a status.
const (
	w1Read, w1Write, w1Search, w1Alarm, w1Touch, w1Reset, w1Add, w1Remove, w1List = 0, 1, 2, 3, 4, 5, 6, 7, 8
	w1E2BIG, w1ENODEV, w1EINVAL, w1EPROTO                                         = 7, 19, 22, 71
)

// w1Cases are requests to the bus of the module w1bus, in their order: a read goes on
// where the one before ended, until a reset.
func w1Cases() []w1Case {
	done := func(cmd byte) w1Answer { return w1Answer{inside: w1Cmd(cmd)} }
	failed := func(cmd, status byte) w1Answer { return w1Answer{status: status, inside: w1Cmd(cmd)} }
	told := func(cmd byte, data ...byte) w1Answer { return w1Answer{data: true, inside: w1Cmd(cmd, data...)} }
	both := append(w1Number(w1First), w1Number(w1Second)...)
	all := append(w1Number(w1First), append(w1Number(w1Second), w1Number(w1Elsewhere)...)...)
	several := toMaster(w1Cmd(w1Reset), w1Cmd(w1Write, 'a', 'b', 'c'), w1Cmd(w1Read, 0, 0, 0))
	answers := []w1Answer{done(w1Reset), done(w1Write), told(w1Read, '0', '1', '2'), done(w1Read)}
	list := w1Message(6, w1Number(0), nil)
	masters := w1Answer{data: true, inside: wordsOf(w1Master)}
	one := func(data []byte, answers ...w1Answer) w1Case { return w1Case{data: data, answers: answers} }
	return []w1Case{
		one(list, masters),
		one(toMaster(w1Cmd(w1Search)), told(w1Search, both...), done(w1Search)),
		one(toMaster(w1Cmd(w1Alarm)), told(w1Alarm), done(w1Alarm)),
		one(toMaster(w1Cmd(w1List)), told(w1List, both...), done(w1List)),
		one(toMaster(w1Cmd(w1Reset)), done(w1Reset)),
		one(toMaster(w1Cmd(w1Write, 'a', 'b', 'c')), done(w1Write)),
		one(toMaster(w1Cmd(w1Read, 0, 0, 0, 0)), told(w1Read, '0', '1', '2', '3'), done(w1Read)),
		one(toMaster(w1Cmd(w1Touch, 0xa5, 0x5a, 0)), told(w1Touch, 0xa5, 0x5a, 0), done(w1Touch)),
		one(toMaster(w1Cmd(w1Add, w1Number(w1Elsewhere)...)), done(w1Add)),
		one(toMaster(w1Cmd(w1Add, w1Number(w1Elsewhere)...)), failed(w1Add, w1EINVAL)),
		one(toMaster(w1Cmd(w1List)), told(w1List, all...), done(w1List)),
		one(toMaster(w1Cmd(w1Remove, w1Number(w1Elsewhere)...)), done(w1Remove)),
		one(toMaster(w1Cmd(w1Remove, w1Number(w1Elsewhere)...)), failed(w1Remove, w1EINVAL)),
		one(toMaster(w1Cmd(w1Remove, 1, 2, 3, 4)), failed(w1Remove, w1EINVAL)),
		one(toMaster(w1Cmd(99)), failed(99, w1EINVAL)),
		one(toSlave(w1First, w1Cmd(w1Read, 0, 0, 0)), told(w1Read, '0', '1', '2'), done(w1Read)),
		one(toSlave(w1Second, w1Cmd(w1Write, 'x')), done(w1Write)),
		one(toSlave(w1Second, w1Cmd(w1Search)), failed(w1Search, w1EINVAL)),
		one(toSlave(w1Elsewhere, w1Cmd(w1Read, 0)), w1Answer{status: w1ENODEV}),
		one(several, answers...),
		{flags: 1, data: several, answers: answers},
		{flags: 1, ack: 1, data: several, answers: withData(answers, false)}, // seq + 1 either way: all in one cn_msg
		{flags: 1, data: append(toSlave(w1First, w1Cmd(w1Read, 0, 0)), toSlave(w1Second, w1Cmd(w1Read, 0))...),
			answers: []w1Answer{told(w1Read, '0', '1'), done(w1Read), told(w1Read, '0'), done(w1Read)}},
		{flags: 1, data: toMaster(w1Cmd(w1Search), w1Cmd(w1Alarm)),
			answers: []w1Answer{told(w1Search, both...), done(w1Search), told(w1Alarm), done(w1Alarm)}},
		one(toMaster(w1Cmd(w1Reset), w1Cmd(w1Read, make([]byte, 9)...)[:4]), done(w1Reset), failed(w1Read, w1E2BIG)),
		one(append(toSlave(w1Elsewhere, w1Cmd(w1Read, 0)), list...), w1Answer{status: w1ENODEV}, masters),
		one(append(toMaster(), list...), w1Answer{status: w1EPROTO}),
		one(append(slices.Clone(list), 6, 0, 0)), // less than a message is left
		{flags: 2, data: list, answers: []w1Answer{{status: w1EINVAL}}},
		{second: true, data: list, answers: []w1Answer{{data: true, inside: wordsOf(w1Empty, w1Master)}}},
		one(toEmpty(w1Cmd(w1Reset)), failed(w1Reset, 255)),
		one(toEmpty(w1Cmd(w1Search)), told(w1Search), done(w1Search)),
		one(toEmpty(w1Cmd(w1Add, w1Number(w1Elsewhere)...)), done(w1Add)),
		one(toSlave(w1Elsewhere, w1Cmd(w1Read, 0)), failed(w1Read, w1ENODEV)), // it does not answer the reset
		one(toEmpty(w1Cmd(w1Remove, w1Number(w1Elsewhere)...)), done(w1Remove)),
	}
}

// withData returns answers whose acks say all the same.
func withData(list []w1Answer, data bool) []w1Answer {
	var all []w1Answer
	for _, a := range list {
		a.data = data
		all = append(all, a)
	}
	return all
}
