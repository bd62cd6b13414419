"""SciPy at the other end of a pipe: scipy.signal.fftconvolve of two signals.

A request is a line of JSON, {"do": ..., "call": ...}; each is answered by one line, in order: what was asked for, or
{"error": ...}. Tensors are {"dtype", "shape", "data"} with their little-endian elements in base64. The first line is
written unasked: {"version": ...}, or {"error": ...} where SciPy is missing.
"""
import base64
import json
import os
import sys

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"

answers = sys.stdout
sys.stdout = sys.stderr  # whatever else is printed must not mix with the answers


def answer(message):
    answers.write(json.dumps(message) + "\n")
    answers.flush()


try:
    import numpy
    import scipy
    from scipy.signal import fftconvolve
except ImportError as error:
    answer({"error": str(error)})
    sys.exit(0)


def upload(given):
    elements = numpy.frombuffer(base64.b64decode(given["data"]), dtype=given["dtype"])
    return elements.reshape(given["shape"]).copy()


def download(a):
    data = base64.b64encode(numpy.ascontiguousarray(a).tobytes()).decode()
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": data}


class Call:
    def __init__(self, request):
        x, w = [upload(request["inputs"][name]) for name in ("x", "w")]
        self.signal = x[0, 0]
        self.flipped = numpy.flip(w[0, 0]).copy()

    def forward(self, request):
        self.result = fftconvolve(self.signal, self.flipped, mode="valid")

    def outputs(self, request):
        return {"y": download(self.result[None, None])}


calls = {}
answer({"version": scipy.__version__})
for line in sys.stdin:
    try:
        request = json.loads(line)
        if request["do"] == "open":
            calls[request["call"]] = Call(request)
            answer({})
        elif request["do"] == "close":
            del calls[request["call"]]
            answer({})
        else:
            answer({"tensors": getattr(calls[request["call"]], request["do"])(request) or {}})
    except Exception as error:
        answer({"error": f"{type(error).__name__}: {error}"})
