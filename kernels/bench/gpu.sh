#!/usr/bin/env bash
# Everything there is to know about the kernels on a GPU, in one call of under nine minutes: every operation and the published
# trainings compared with the processors' bits; products beside cuBLAS and training steps beside PyTorch, as one table.
#
#   kernels/bench/gpu.sh         checks and measures, on a machine with a GPU; the table goes to $OUT, or else beside this file
#   kernels/bench/gpu.sh build   only builds, into kernels/bench/bin, for a machine that has no Go
#   TINY=1 kernels/bench/gpu.sh  toy sizes, to see that it runs
#
# It needs no CUDA toolkit. What is missing (Go, cuBLAS, PyTorch, a GPU) is said, and the rest is done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bin=kernels/bench/bin out=${OUT:-kernels/bench}
table=$out/gpu.md

if command -v go >/dev/null; then
  mkdir -p "$bin"
  go test -c -o "$bin/kernels.test" ./kernels
  go test -c -o "$bin/model.test" ./trainer/model
  go build -o "$bin/bench" ./trainer/model/bench
elif [ ! -x "$bin/bench" ]; then
  echo 'gpu.sh: there is no Go here and no kernels/bench/bin: run "kernels/bench/gpu.sh build" where there is, and bring that folder' >&2
  exit 1
fi
if [ "${1:-}" = build ]; then exit; fi

if ! why=$("$bin/bench" -gpu -tiny -torch '' 2>&1); then
  echo "gpu.sh: ${why##*bench: }" >&2
  exit 1
fi
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total,clocks.max.sm --format=csv,noheader || echo 'gpu.sh: no nvidia-smi'
failed=0
# check FOLDER BINARY TESTS runs tests on the GPU.
check() {
  echo "── $3"
  (cd "$1" && QUIRE_GPU=1 timeout 120 "$OLDPWD/$bin/$2" -test.run "$3" -test.v) || { echo "gpu.sh: $3 FAILED" >&2; failed=1; }
}
check kernels kernels.test '^(TestGPUHasTheBitsOfTheReference|TestPTXIsExact)$'
check trainer/model model.test '^(TestGoldenTrainingOnGPU|TestGradientOnGPU)$'

flags=(-gpu)
if [ -n "${TINY:-}" ]; then flags+=(-tiny); fi
echo '── speed'
timeout 300 "$bin/bench" "${flags[@]}" | tee "$table.new" || { echo 'gpu.sh: the measurement ended early' >&2; failed=1; }
if grep -q '^| what' "$table.new"; then
  if [ "$failed" = 0 ]; then echo 'Every operation and the published trainings had the bits of the processors.'; else echo 'SOMETHING FAILED: see the log.'; fi | sed '1i\\' | tee -a "$table.new"
  mv "$table.new" "$table"
  echo "gpu.sh: the table is in $table"
else
  rm -f "$table.new"
fi
exit "$failed"
