//go:build !unix

package record

import "os"

// NextFile gives nothing: there is no SIGUSR1 here.
func NextFile() <-chan os.Signal { return nil }
