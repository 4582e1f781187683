#!/bin/bash
# The standard job by Perlemor and its peers: interleaved runs, medians, ratios, results compared.
#
#   Benchmarks/run.sh [-n RUNS] [-o FOLDER] [-p "PEER …"] [ROWS …]     default: 5 runs, 100000 1000000 5000000
#
# perlemor counts degrees of freedom as the peers do (PSUs minus strata), perlemor1 does so on one thread,
# perlemor-auto by default, which looks at how few clusters carry each figure. limit is limit.c.
# PERLEMOR is the program (default: the release build), PYTHON a Python with numpy, scipy, polars,
# duckdb and svy. What is not installed is left out and said to be. SLOW=1 also runs svy and R survey
# beyond 100,000 rows; both do one indicator of the ten.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(dirname "$HERE")
RUNS=5 OUT=$ROOT/out/bench PEERS="perlemor perlemor1 perlemor-auto limit limit1 polars duckdb data.table svy survey"
while getopts n:o:p: option; do
  case $option in
    n) RUNS=$OPTARG ;; o) OUT=$OPTARG ;; p) PEERS=$OPTARG ;;
    *) sed -n 2,11p "$0"; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 100000 1000000 5000000
PERLEMOR=${PERLEMOR:-$ROOT/.build/release/perlemor}
PYTHON=${PYTHON:-python3}
mkdir -p "$OUT"

command -v "$PYTHON" >/dev/null || { echo "a Python is needed to make the data (PYTHON=…)" >&2; exit 1; }
[ -x "$PERLEMOR" ] || { echo "no $PERLEMOR: swift build -c release --product perlemor" >&2; exit 1; }
if command -v gcc >/dev/null; then
  gcc -O3 -march=native -pthread "$HERE/limit.c" -o "$OUT/limit" -lm 2>/dev/null
fi

# Whether a peer can be run at a size, or why not.
missing() {
  case $1 in
    perlemor*) ;;
    limit*) [ -x "$OUT/limit" ] || echo "no gcc" ;;
    polars | duckdb | svy)
      "$PYTHON" -c "import $1, numpy, scipy, polars" 2>/dev/null || echo "not installed for $PYTHON" ;;
    data.table | survey)
      command -v Rscript >/dev/null && Rscript -e "library($1)" >/dev/null 2>&1 || echo "not installed" ;;
  esac
  case $1 in svy | survey) [ "$2" -le 100000 ] || [ "${SLOW:-0}" = 1 ] || echo "slow; SLOW=1 runs it" ;; esac
}

# The command of a peer; results go to files that begin with $3.
command_of() {
  case $1 in
    perlemor | perlemor1 | perlemor-auto)
      DF="--df classic"
      [ "$1" = perlemor-auto ] && DF=
      [ "$1" = perlemor1 ] && echo -n "env PERLEMOR_THREADS=1 "
      echo "$PERLEMOR estimate $2 --weights weight --strata stratum --clusters psu" \
        "--definitions $ROOT/SampleData/cohort-16/standard-job.yaml --by municipality" \
        "--change wave=before:after --format csv $DF" ;;
    limit) echo "$OUT/limit $2 $3 2" ;;
    limit1) echo "$OUT/limit $2 $3 1" ;;
    polars) echo "$PYTHON $HERE/peers/py_polars.py $2 $3 split 2" ;;
    duckdb) echo "$PYTHON $HERE/peers/py_duckdb.py $2 $3 split 2" ;;
    svy) echo "$PYTHON $HERE/peers/py_svy.py $2 $3 s1" ;;
    data.table) echo "Rscript $HERE/peers/r_dt.R $2 $3 2" ;;
    survey) echo "Rscript $HERE/peers/r_survey.R $2 $3 s1" ;;
  esac
}

for ROWS in "$@"; do
  FILE=$OUT/cohort_$ROWS.csv
  [ -s "$FILE" ] || "$PYTHON" "$HERE/gen.py" "$ROWS" "$FILE" || exit 1
  LOG=$OUT/runs_$ROWS.jsonl
  : > "$LOG"
  cat "$FILE" > /dev/null
  RUNNABLE=""
  for PEER in $PEERS; do
    WHY=$(missing "$PEER" "$ROWS")
    if [ -n "$WHY" ]; then echo "$ROWS rows: $PEER left out ($WHY)"; else RUNNABLE="$RUNNABLE $PEER"; fi
  done
  for RUN in $(seq "$RUNS"); do
    for PEER in $RUNNABLE; do
      PREFIX=$OUT/${PEER}_$ROWS
      LOAD=$(cut -d' ' -f1 /proc/loadavg)
      # shellcheck disable=SC2046
      /usr/bin/time -f '"wall":%e,"user":%U,"sys":%S,"kb":%M' -o "$OUT/time" \
        $(command_of "$PEER" "$FILE" "$PREFIX") > "$PREFIX.out" 2> "$PREFIX.err" ||
        { echo "$PEER failed:"; tail -2 "$PREFIX.err"; continue; }
      echo "{\"peer\":\"$PEER\",\"rows\":$ROWS,\"run\":$RUN,\"load\":$LOAD,$(tail -1 "$OUT/time")}" >> "$LOG"
    done
  done
  "$PYTHON" "$HERE/table.py" "$LOG"
  "$PYTHON" "$HERE/compare.py" "$OUT/perlemor_$ROWS.out" \
    $(for PEER in $RUNNABLE; do case $PEER in perlemor | perlemor-auto) ;; perlemor1) echo "$OUT/perlemor1_$ROWS.out" ;; *) echo "$OUT/${PEER}_$ROWS" ;; esac; done)
  echo
done
[ $# -gt 1 ] && "$PYTHON" "$HERE/table.py" --linear "$OUT"/runs_*.jsonl
exit 0
