//go:build !race

package notes_test

const raceDetector = false
