package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// The numbers are those of the table.
func TestErrno(t *testing.T) {
	for name, e := range map[string]model.Errno{
		"EPERM": model.EPERM, "ESRCH": model.ESRCH, "EBADF": model.EBADF, "EAGAIN": model.EAGAIN, "ENODEV": model.ENODEV,
		"EINVAL": model.EINVAL, "ENOSYS": model.ENOSYS, "ENODATA": model.ENODATA, "EMSGSIZE": model.EMSGSIZE,
		"EADDRINUSE": model.EADDRINUSE, "ENOBUFS": model.ENOBUFS, "ECONNREFUSED": model.ECONNREFUSED,
		"0": 0, "4000": 4000,
	} {
		if e.String() != name {
			t.Errorf("%d is %s, want %s", uint32(e), e, name)
		}
	}
}
