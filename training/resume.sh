#!/bin/sh
# Starts or goes on with a run in the background: training/resume.sh [configuration] [option …]
# One at a time: it does nothing while a run is alive. DATA_SOURCE=… prepares the data if need be.
cd "$(dirname "$0")/.." || exit 1
config=${1:-training/configs/main.json}
[ $# -gt 0 ] && shift
python=${PYTHON:-/usr/bin/python3}
mkdir -p .training
pid=$(cat .training/train.pid 2>/dev/null)
if [ -r "/proc/${pid:-none}/cmdline" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q "training\.\(train\|siblings\|experiments\)"; then
  echo "a run is alive: $pid"
  exit 0
fi
for lib in /usr/lib/*/libjemalloc.so.2; do
  [ -f "$lib" ] && export LD_PRELOAD="$lib" MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
done
about=$("$python" -c "import sys; from training.recipe import data_of; data, options = data_of(sys.argv[1]); print(data, *options)" "$config") || exit 1
data=${about%% *}
options=${about#"$data"}
if [ ! -f "$data/meta.json" ]; then
  [ -n "$DATA_SOURCE" ] || { echo "$data is not prepared: DATA_SOURCE=/path/to/images $0"; exit 1; }
  "$python" -m training.prepare "$DATA_SOURCE" "$data" $options || exit 1
fi
step=train
grep -q '"rows"' "$config" && step=siblings
grep -q '"networks"' "$config" && step=experiments
log=.training/$(basename "$config" .json).log
nohup setsid nice -n "${NICE:-10}" "$python" -m training.$step "$config" "$@" >>"$log" 2>&1 </dev/null &
echo "started; the log is $log"
