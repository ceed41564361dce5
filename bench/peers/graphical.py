"""Runs MST (McKenna, Miklau, Sheldon 2021) or AIM (McKenna et al. 2022) as packaged in dpmm on a CSV of category codes.

Usage: graphical.py mst|aim IN.csv OUT.csv EPSILON DELTA ROWS DOMAIN.json   (DOMAIN: {"column": number of codes})
Prints one line of JSON: seconds to fit and to sample, peak memory. Each run differs.
"""
import json
import sys
import time

import pandas
from dpmm.pipelines import AIMPipeline, MSTPipeline

from peak import peak_mib

method, source, target = sys.argv[1], sys.argv[2], sys.argv[3]
epsilon, delta, rows = float(sys.argv[4]), float(sys.argv[5]), int(sys.argv[6])
with open(sys.argv[7]) as handle:
    sizes = json.load(handle)
frame = pandas.read_csv(source, dtype=str, keep_default_na=False)
for name in frame.columns:
    frame[name] = pandas.Categorical(frame[name].replace("", "v0"), categories=[f"v{code}" for code in range(sizes[name])])
start = time.time()
pipeline = {"mst": MSTPipeline, "aim": AIMPipeline}[method](epsilon=epsilon, delta=delta, disable_processing=False)
pipeline.fit(frame, {name: {"lower": 0, "upper": 0, "categories": list(frame[name].cat.categories)} for name in frame.columns})
fitted = time.time()
made = pipeline.generate(rows)
finished = time.time()
made[list(frame.columns)].astype(str).replace("v0", "").to_csv(target, index=False)
print(json.dumps({
    "fitSeconds": fitted - start,
    "sampleSeconds": finished - fitted,
    "rows": len(made),
    "peakMb": peak_mib(),
}))
