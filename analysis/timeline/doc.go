// Package timeline says what happened to whom and when, for whatever draws it over
// time: a bar for each life of a process, what it did as marks, how much was lost and
// how much there was as counters, requests with their answers.
//
// A [Timeline] takes frames and tells a [Sink]. [Perfetto] and [Chrome] are sinks that
// write the formats of these names.
//
// Times are those of the capture, in nanoseconds since 1970, and within a life the
// kernel's clock: what a process did stands as far behind its begin as timestamp_ns
// says, and its bar is as long as ps says it lived. A capture without times, which
// pcapng may be, is drawn by the kernel's clock alone.
package timeline
