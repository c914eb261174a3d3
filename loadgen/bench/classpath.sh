#!/usr/bin/env bash
# Prints the class path of the benchmarks' Java programs, out of what Maven has compiled.
set -euo pipefail
cd "$(dirname "$0")/../.."
list=loadgen/target/bench.classpath
[ -s "$list" ] || mvn -q -B -pl loadgen -am test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile=target/bench.classpath >/dev/null
echo "loadgen/target/test-classes:loadgen/target/classes:scenarios/target/classes:$(cat "$list")"
