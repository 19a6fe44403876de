//go:build !race

package rewrite_test

const raceDetector = false
