module example.com/decoder

go 1.26.0

require github.com/cnwire/cnwire v0.0.0

require github.com/klauspost/compress v1.20.3 // indirect

replace github.com/cnwire/cnwire => ../../
