//go:build !linux

package privilege

import "errors"

// Become is there on Linux only.
func Become(string, Set) (Set, error) {
	return 0, errors.New("capabilities are Linux's own")
}

// Held is what the program may do: nothing of it on other systems.
func Held() Set { return 0 }
