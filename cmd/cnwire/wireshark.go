package main

import "github.com/cnwire/cnwire/wireshark"

type wiresharkCmd struct{ wireshark.Command }
