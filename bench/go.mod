module github.com/cnwire/cnwire/bench

go 1.26.0

require (
	github.com/cnwire/cnwire v0.0.0
	github.com/elastic/gosigar v0.14.4
	github.com/google/gopacket v1.1.19
	github.com/vishvananda/netlink v1.3.1
)

require (
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/vishvananda/netns v0.0.5 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

replace github.com/cnwire/cnwire => ../
