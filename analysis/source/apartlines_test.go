package source

import (
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
)

// What two goroutines change with each frame is in lines of the cache of its own.
func TestLinesApart(t *testing.T) {
	testkit.Apart(t, reflect.TypeFor[aheads](), "frame", "own")
}
