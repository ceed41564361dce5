"""Runs Synthetic Data Showcase (pac-synth) on a CSV whose empty cells mean "nothing to count".

Usage: sds.py sds|sds-plain IN.csv OUT.csv EPSILON DELTA ROWS DOMAIN.json
sds: as many rows as it finds in its own counts, balanced by what was made so far: on the CTDC rows at epsilon 4 that gives a
twentieth of the error of its defaults. sds-plain: its defaults and ROWS rows, which may serve a dense table better.
Prints one line of JSON: seconds to fit and to sample, peak memory. Each run differs.
"""
import csv
import json
import sys
import time

from pacsynth import Dataset, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer, set_number_of_threads

from peak import peak_mib

method, source, target, epsilon, delta = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]), float(sys.argv[5])
set_number_of_threads(2)
with open(source, newline="") as handle:
    raw = list(csv.reader(handle))
header = raw[0]
start = time.time()
dataset = Dataset(raw)
parameters = DpAggregateSeededParametersBuilder().reporting_length(3).epsilon(epsilon).delta(delta).use_synthetic_counts(method == "sds").build()
synthesizer = DpAggregateSeededSynthesizer(parameters)
synthesizer.fit(dataset)
fitted = time.time()
sampled = synthesizer.sample() if method == "sds" else synthesizer.sample(int(sys.argv[6]))
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
    "peakMb": peak_mib(),
}))
