package statistics

import "github.com/cnwire/cnwire/analysis/rows"

var overviewTable = Table{
	Name: "overview", Doc: "All in one row.",
	Columns: []Column{
		{"frames", "Frames", true}, {"netlink_frames", "  netlink", true}, {"connector_frames", "  connector", true},
		{"truncated_frames", "  cut", true}, {"malformed_frames", "  malformed", true},
		{"start", "From", false}, {"duration_ns", "  seconds", true},
		{"messages", "Messages", true}, {"requests", "  requests", true}, {"answers", "  answers", true}, {"events", "  events", true}, {"unknown", "  unknown", true},
		{"copies", "Copies", true}, {"listeners", "  listeners", true},
		{"per_second", "A second", true}, {"peak_per_second", "  at most", true}, {"peak_interval_ns", "  in any", true},
		{"processes", "Processes", true}, {"lost", "Lost", true}, {"filtered", "  perhaps filtered", true}, {"dropped", "  dropped by the capture", true},
		{"latency_median_ns", "Median latency", true}, {"latency_p99_ns", "  99 %", true}, {"latency_max_ns", "  max", true},
		{"hosts", "Hosts", true},
	},
	start: func(s *Statistics, row emit) func() {
		t, p, lost, latency, peak := s.totals(), s.processes(), s.losses(), s.latencies(), s.peaks()
		return func() {
			sums := lost.all.Totals()
			l := latency.worst()
			quantile := func(q float64) Cell { return present(l != nil, nanos(l.above(q))) }
			row(number(s.frames), number(t.netlink), number(t.connector), number(t.truncated), number(t.malformed),
				present(s.timed, moment(s.first)), present(s.timed, nanos(s.last-s.first)),
				number(t.messages), number(t.requests), number(t.answers), number(t.events), number(t.unknown),
				number(t.copies), number(s.skimmed.heard.Most()),
				peak.mean(t.messages, s.elapsed()), present(peak.most > 0, float(peak.perSecond())), nanos(peak.length),
				number(p.count()), number(sums.Lost), number(sums.Filtered), number(t.dropped),
				quantile(0.5), quantile(0.99), quantile(1), rows.HostsCell(t.hosts))
		}
	},
}
