"""Checks y = x·wᵀ + b and its gradients against the vectors of linear: python3 read_vectors.py [linear.json]"""
import json, math, pathlib, sys
def right(want, terms, exact):  # a sum of n products is off by less than n · 2⁻⁵² · Σ|product|
    got, bound = sum(terms), 0 if exact else len(terms) * 2**-52 * sum(map(abs, terms))
    return got == want or abs(got - want) <= bound < math.inf or math.isnan(got) and math.isnan(want)

def agrees(v):
    tensors = {"b": {"data": []}, **v["inputs"], "dy": v["outputGrads"]["y"]}
    x, w, b, dy = ([float(e) for e in tensors[name]["data"]] for name in ("x", "w", "b", "dy"))  # "NaN" is a float
    O, I, N = *tensors["w"]["shape"], math.prod(tensors["x"]["shape"][:-1])
    sums = {"y": [[x[n*I + i] * w[o*I + i] for i in range(I)] + b[o:o + 1] for n in range(N) for o in range(O)],
            "x": [[dy[n*O + o] * w[o*I + i] for o in range(O)] for n in range(N) for i in range(I)],
            "w": [[dy[n*O + o] * x[n*I + i] for n in range(N)] for o in range(O) for i in range(I)],
            "b": [[dy[n*O + o] for n in range(N)] for o in range(O)]}
    answers = [(t["data"], sums[name], v.get("exact")) for name, t in {**v["outputs"], **v["inputGrads"]}.items()]
    return all(len(a) == len(s) and all(right(float(e), t, exact) for e, t in zip(a, s)) for a, s, exact in answers)
path = pathlib.Path(*sys.argv[1:] or [pathlib.Path(__file__).parents[1] / "vectors/linear.json"])
vectors = json.loads(path.read_text("utf-8"))["vectors"]
wrong = [v["id"] for v in vectors if not agrees(v)]
sys.exit("wrong: " + ", ".join(wrong) if wrong else print(f"{len(vectors)} vectors, all agree"))
