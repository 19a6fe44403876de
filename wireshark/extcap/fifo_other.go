//go:build !linux

package extcap

import (
	"context"
	"os"

	"github.com/cnwire/cnwire/record"
)

func openFIFO(context.Context, string) (*os.File, error) { return nil, record.ErrNotLinux }
func isUnread(*os.File) bool                             { return true }
