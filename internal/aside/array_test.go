package aside

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Values are what was set last, and zeros before that.
func TestArray(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	rapid.Check(t, func(t *rapid.T) {
		a := Numbers()
		a.Pages = rapid.IntRange(1, 4).Draw(t, "pages")
		want := make([]int64, 6000)
		for range 300 {
			i := rapid.IntRange(0, len(want)-1).Draw(t, "i")
			if got := a.Get(uint64(i)); got != want[i] {
				t.Fatalf("%d is %d, want %d", i, got, want[i])
			}
			want[i] = rapid.Int64().Draw(t, "n")
			a.Set(uint64(i), want[i])
		}
		var got []int64
		for i := range want {
			got = append(got, a.Get(uint64(i)))
		}
		if !slices.Equal(got, want) {
			t.Error("some values are others")
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	left(t)
}
