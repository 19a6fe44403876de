// Package pipeline is the fleet on Apache Beam: names of files are shuffled, not events.
//
//	patterns ─▶ names ─▶ (bucket, head) ─▶ grouped by bucket ─▶ files of the dataset, and a report
//
// A bucket has some of the hosts, and all of each. What is done with it is package
// bucket's; here stands what Beam needs to know.
package pipeline
