#!/bin/bash -eu
# Builds the fuzz targets of package fuzz for OSS-Fuzz and ClusterFuzzLite, where libFuzzer runs them. Its builder reads no
# files of tests and no packages whose name ends in _test, so the targets are copied into a plain package for the build.
# FuzzOracle stays behind, for it starts a compiler, and so do the targets of pcap and pcap/hexdump, which live among tests.

package=fuzz/libfuzzer
mkdir -p $package
for file in fuzz/*_test.go; do
	case $(basename "$file") in
	attack*|check_test.go|example_test.go|norace_test.go|oracle_test.go|race_test.go|seed_test.go|tshark_test.go) ;;
	*) sed 's/^package fuzz_test$/package libfuzzer/' "$file" > "$package/$(basename "$file" _test.go).go" ;;
	esac
done

go run ./fuzz/seeds seeds
printf 'package libfuzzer\n\nimport _ "github.com/AdamKorcz/go-118-fuzz-build/testing"\n' > $package/register.go
go get github.com/AdamKorcz/go-118-fuzz-build/testing
for target in $(grep -ho '^func Fuzz[A-Za-z]*' $package/*.go | cut -d' ' -f2); do
	compile_native_go_fuzzer "$(go list ./$package)" "$target" "$target"
	zip -qj "$OUT/${target}_seed_corpus.zip" seeds/*
done
rm -r $package seeds
