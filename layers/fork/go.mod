module github.com/cnwire/cnwire/layers/fork

go 1.26.0

require (
	github.com/cnwire/cnwire v0.0.0
	github.com/gopacket/gopacket v1.7.7
)

require github.com/klauspost/compress v1.20.3 // indirect

// Test dependencies.
require pgregory.net/rapid v1.3.0

replace github.com/cnwire/cnwire => ../../
