#!/bin/sh
# Starts or goes on with a training run in the background: training/resume.sh [configuration]
# One at a time: a second call does nothing while a run is alive.
cd "$(dirname "$0")/.." || exit 1
config=${1:-training/configs/main.json}
python=${PYTHON:-/usr/bin/python3}
mkdir -p .training
if [ -f .training/train.pid ] && kill -0 "$(cat .training/train.pid)" 2>/dev/null; then
  echo "a run is alive: $(cat .training/train.pid)"
  exit 0
fi
for lib in /usr/lib/*/libjemalloc.so.2; do
  [ -f "$lib" ] && export LD_PRELOAD="$lib" MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
done
data=$("$python" -c "import json,sys; print(json.load(open(sys.argv[1]))['data'])" "$config")
if [ ! -f "$data/meta.json" ] && [ -n "$DATA_SOURCE" ]; then
  "$python" -m training.prepare "$DATA_SOURCE" "$data" || exit 1
fi
log=.training/$(basename "$config" .json).log
nohup setsid nice -n 10 "$python" -m training.train "$config" >>"$log" 2>&1 </dev/null &
echo "started; the log is $log"
