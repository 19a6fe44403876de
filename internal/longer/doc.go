// Command longer runs those tests again that have more to do when they are asked for more,
// which make deep does: the others were run by make check. It adds a -run of their names,
// and their packages, to a command line.
//
//	go run ./internal/longer deep go test -count=1         tests that ask testkit.Deep or testkit.Share
//	go run ./internal/longer properties go test -count=1   tests that check a property with rapid
//
// A test is one of them when it, or what it uses of its folder by name, does so: a name that
// stands for several things is taken for each, so that a test is rather named than missed.
package main
