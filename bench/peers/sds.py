"""Runs Synthetic Data Showcase (pac-synth) on a CSV whose empty cells mean "nothing to count".

Usage: sds.py IN.csv OUT.csv EPSILON DELTA ROWS
Prints one line of JSON: seconds to fit and to sample, peak memory. pac-synth takes no seed: each run differs.
"""
import csv
import json
import resource
import sys
import time

from pacsynth import Dataset, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer, set_number_of_threads

source, target, epsilon, delta, rows = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
set_number_of_threads(2)
with open(source, newline="") as handle:
    raw = list(csv.reader(handle))
header = raw[0]
start = time.time()
dataset = Dataset(raw)
parameters = DpAggregateSeededParametersBuilder().reporting_length(3).epsilon(epsilon).delta(delta).build()
synthesizer = DpAggregateSeededSynthesizer(parameters)
synthesizer.fit(dataset)
fitted = time.time()
sampled = synthesizer.sample(rows)
finished = time.time()
order = [sampled[0].index(name) for name in header]
with open(target, "w", newline="") as handle:
    writer = csv.writer(handle)
    writer.writerow(header)
    writer.writerows([row[i] for i in order] for row in sampled[1:])
print(json.dumps({
    "fitSeconds": fitted - start,
    "sampleSeconds": finished - fitted,
    "rows": len(sampled) - 1,
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
