"""PyTorch at the other end of a pipe, one thread.

A request is a line of JSON, {"do": ..., "call": ...}; each is answered by one line, in order: what was asked for, or
{"error": ...}. Tensors are {"dtype", "shape", "data"} with their little-endian elements in base64. The first line is
written unasked: {"version": ...}, or {"error": ...} where PyTorch is missing.
"""
import base64
import json
import sys
import warnings

answers = sys.stdout
sys.stdout = sys.stderr  # whatever else is printed must not mix with the answers


def answer(message):
    answers.write(json.dumps(message) + "\n")
    answers.flush()


warnings.filterwarnings("ignore", message="Failed to initialize NumPy")  # it is not needed
try:
    import torch
    import torch.nn.functional as F
except ImportError as error:
    answer({"error": str(error)})
    sys.exit(0)

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def upload(given):
    dtype = getattr(torch, given["dtype"])
    data = bytearray(base64.b64decode(given["data"]))
    return torch.frombuffer(data, dtype=dtype).reshape(given["shape"]).clone()


def download(t):
    t = t.detach().contiguous()
    # Through the storage, since NumPy need not be installed.
    data = bytes(t.untyped_storage())[t.storage_offset() * t.element_size() :][: t.numel() * t.element_size()]
    dtype = str(t.dtype).removeprefix("torch.")
    return {"dtype": dtype, "shape": list(t.shape), "data": base64.b64encode(data).decode()}


def pad(x, padding, value):
    """x with [before, after] per spatial axis written into it; F.pad wants the last axis first."""
    return F.pad(x, [p for pair in reversed(padding) for p in pair], value=value)


def conv(i, a):
    function = [F.conv1d, F.conv2d, F.conv3d][len(a["stride"]) - 1]
    x, padding = i["x"], [before for before, _ in a["padding"]]
    if any(before != after for before, after in a["padding"]):
        x, padding = pad(x, a["padding"], 0.0), 0
    return {"y": function(x, i["w"], i.get("b"), a["stride"], padding, a["dilation"], a["groups"])}


def max_pool(i, a):
    function = [F.max_pool1d, F.max_pool2d, F.max_pool3d][len(a["kernel"]) - 1]
    x = i["x"]
    symmetric = all(p == q and 2 * p <= k for (p, q), k in zip(a["reached"], a["kernel"]))
    padding = [p for p, _ in a["reached"]] if symmetric else 0
    x = x if symmetric else pad(x, a["reached"], float("-inf"))
    return {"y": function(x, a["kernel"], a["stride"], padding, a["dilation"])}


def avg_pool(i, a):
    function = [F.avg_pool1d, F.avg_pool2d, F.avg_pool3d][len(a["kernel"]) - 1]
    padding = [before for before, _ in a["padding"]]
    return {"y": function(i["x"], a["kernel"], a["stride"], padding, a["ceilMode"], a["countIncludePad"])}


def linear(i, a):
    return {"y": F.linear(i["x"], i["w"], i.get("b"))}


def recurrent(name, i, a):
    x, wx, wh = i["x"], i["wx"], i["wh"]
    zeros = x.new_zeros(x.shape[1], wh.shape[1])
    b = i.get("b")
    weights = [wx, wh]
    if b is not None or "bh" in i:
        bh = x.new_zeros(wh.shape[0])
        if "bh" in i:
            bh = torch.cat([bh[: -wh.shape[1]], i["bh"]])
        weights += [x.new_zeros(wh.shape[0]) if b is None else b, bh]
    function = {"rnn": torch.rnn_relu if a.get("activation") == "relu" else torch.rnn_tanh, "gru": torch.gru}.get(name)
    h0 = i.get("h0", zeros)[None]
    state = h0 if function else (h0, i.get("c0", zeros)[None])
    x = x.flip(0) if a["reverse"] else x
    h, *last = (function or torch.lstm)(x, state, weights, len(weights) == 4, 1, 0.0, False, False, False)
    h = h.flip(0) if a["reverse"] else h
    return dict(zip(["h", "hT", "cT"], [h, *(t[0] for t in last)]))


FORWARD = {
    "conv": conv,
    "maxPool": max_pool,
    "avgPool": avg_pool,
    "linear": linear,
    "rnn": lambda i, a: recurrent("rnn", i, a),
    "lstm": lambda i, a: recurrent("lstm", i, a),
    "gru": lambda i, a: recurrent("gru", i, a),
}


def cell_states(i, a):
    """Every state c of an lstm, step by step: torch.lstm returns the last one only."""
    steps = list(range(i["x"].shape[0]))
    states, i = {}, dict(i)
    for t in reversed(steps) if a["reverse"] else steps:
        one = recurrent("lstm", {**i, "x": i["x"][t : t + 1]}, a)
        i["h0"], i["c0"] = one["hT"], one["cT"]
        states[t] = one["cT"]
    return torch.stack([states[t] for t in steps])


class Call:
    def __init__(self, request):
        self.operator, self.attributes = request["operator"], request["attributes"]
        self.inputs = {name: upload(given) for name, given in request["inputs"].items()}
        self.result = {}
        if "outputGrads" in request:
            self.grads = {name: upload(given) for name, given in request["outputGrads"].items()}
            self.leaves = {name: t.clone().requires_grad_() for name, t in self.inputs.items()}
            self.tape = self.recorded()

    def recorded(self):
        outputs = FORWARD[self.operator](self.leaves, self.attributes)
        return [outputs[name] for name in self.grads]

    def forward(self, request):
        with torch.no_grad():
            self.result = FORWARD[self.operator](self.inputs, self.attributes)

    def outputs(self, request):
        with torch.no_grad():
            more = {"c": cell_states(self.inputs, self.attributes)} if self.operator == "lstm" else {}
        return {name: download(t) for name, t in {**self.result, **more}.items()}

    def gradient(self, request):
        leaf = [self.leaves[request["of"]]]
        found = torch.autograd.grad(self.tape, leaf, list(self.grads.values()), retain_graph=True)
        self.result = {request["of"]: found[0]}

    def train(self, request):
        leaves = list(self.leaves.values())
        found = torch.autograd.grad(self.recorded(), leaves, list(self.grads.values()))
        self.result = dict(zip(self.leaves, found))

    def read(self, request):
        return {name: download(t) for name, t in self.result.items()}


calls = {}
answer({"version": torch.__version__})
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
