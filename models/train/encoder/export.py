"""Write a trained network as ONNX with 8-bit weights, and the folder of the spaCy pipeline around it.

The graph is put together node by node with onnxruntime's own transformer operators; it takes one text at a time
(``ids`` (1, pieces), ``first`` (words,)) and gives the scores of its words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from models.train.encoder.network import Network
from models.train.prepare import blank
from pipeline.annotate.encoder.component import EncoderComponent
from pipeline.annotate.encoder.network import OUTPUTS, save_labels, save_trees
from pipeline.annotate.encoder.pieces import Pieces

MICROSOFT = "com.microsoft"
Array = NDArray[Any]


class Graph:
    """Nodes and weights of an ONNX graph in the making; each method adds a node and returns its output's name."""

    def __init__(self, epsilon: float) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.epsilon = epsilon

    def weight(self, name: str, values: Array) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def matmul(self, value: str, name: str, weight: Array) -> str:
        """``value`` times the transpose of a torch weight (out, in)."""
        return self.add("MatMul", [value, self.weight(f"{name}.w", weight.T)], f"{name}.product")

    def linear(self, value: str, name: str, weight: Array, bias: Array, output: str = "") -> str:
        product = self.matmul(value, name, weight)
        return self.add("Add", [product, self.weight(f"{name}.b", bias)], output or f"{name}.sum")

    def norm_of_sum(self, value: str, other: str, name: str, *, bias: Array, scale: Array, shift: Array) -> str:
        """The layer norm of ``value + bias + other``."""
        inputs = [
            value,
            other,
            self.weight(f"{name}.scale", scale),
            self.weight(f"{name}.shift", shift),
            self.weight(f"{name}.bias", bias),
        ]
        return self.add("SkipLayerNormalization", inputs, name, domain=MICROSOFT, epsilon=self.epsilon)


def build(network: Network) -> onnx.ModelProto:
    """The whole network as one graph in 32-bit floats, its embeddings in eight bits with a scale a row."""
    values = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    graph = Graph(network.shape.epsilon)
    states = _embed(graph, values)
    for number in range(network.shape.layers):
        states = _layer(graph, values, f"encoder.layers.{number}.", states, network.shape.attention_heads)
    states = graph.add("Squeeze", [states, graph.weight("axis", np.array([0]))], "states")
    words = graph.add("Gather", [states, "first"], "words", axis=0)
    for output in OUTPUTS:
        name = f"heads.{output}"
        plain = output in ("entities", "tags", "starts")
        last = output if plain else f"{output}.sum"
        graph.linear(words, name, values[f"{name}.weight"], values[f"{name}.bias"], last)
        if not plain:
            graph.add("Relu", [last], output)
    made = helper.make_graph(
        graph.nodes,
        "warta",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
            helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", None]) for name in OUTPUTS],
        graph.weights,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    model.ir_version = 9
    return model


def _embed(graph: Graph, values: dict[str, Array]) -> str:
    rows = values["encoder.word.weight"]
    scales = np.abs(rows).max(axis=1, keepdims=True) / 127
    scales[scales == 0] = 1
    graph.weight("embedding", np.round(rows / scales).astype(np.int8))
    graph.weight("embedding.scale", scales.astype(np.float32))
    graph.add("Gather", ["embedding", "ids"], "piece.whole", axis=0)
    graph.add("Cast", ["piece.whole"], "piece.float", to=TensorProto.FLOAT)
    graph.add("Gather", ["embedding.scale", "ids"], "piece.scale", axis=0)
    graph.add("Mul", ["piece.float", "piece.scale"], "piece")
    # Positions 0, 1, 2, …: as many rows as there are pieces. The type vector is the same everywhere.
    graph.weight("positions", (values["encoder.position.weight"] + values["encoder.kind"]).astype(np.float32)[None])
    graph.add("Shape", ["ids"], "size", start=1)
    slice_inputs = ["positions", graph.weight("zero", np.array([0])), "size", graph.weight("one", np.array([1]))]
    graph.add("Slice", slice_inputs, "place")
    return graph.norm_of_sum(
        "piece",
        "place",
        "embedded",
        bias=np.zeros_like(values["encoder.ln.bias"]),
        scale=values["encoder.ln.weight"],
        shift=values["encoder.ln.bias"],
    )


def _layer(graph: Graph, values: dict[str, Array], name: str, states: str, heads: int) -> str:
    def both(part: str) -> tuple[Array, Array]:
        return values[f"{name}{part}.weight"], values[f"{name}{part}.bias"]

    joined = [np.concatenate(parts) for parts in zip(*(both(part) for part in "qkv"), strict=True)]
    size = joined[1].shape[0] // 3
    whole = graph.linear(states, f"{name}qkv", *joined)
    sizes = graph.weight(f"{name}sizes", np.array([size] * 3))
    query, key, value = (f"{name}{part}" for part in "qkv")
    graph.nodes.append(helper.make_node("Split", [whole, sizes], [query, key, value], name=f"{name}split", axis=2))
    mixed = graph.add("MultiHeadAttention", [query, key, value], f"{name}mixed", domain=MICROSOFT, num_heads=heads)
    weight, bias = both("ao")
    scale, shift = both("aln")
    attended = graph.norm_of_sum(
        graph.matmul(mixed, f"{name}ao", weight), states, f"{name}attended", bias=bias, scale=scale, shift=shift
    )
    weight, bias = both("fi")
    product = graph.matmul(attended, f"{name}fi", weight)
    wide = graph.add("BiasGelu", [product, graph.weight(f"{name}fi.b", bias)], f"{name}wide", domain=MICROSOFT)
    weight, bias = both("fo")
    scale, shift = both("oln")
    return graph.norm_of_sum(
        graph.matmul(wide, f"{name}fo", weight), attended, f"{name}out", bias=bias, scale=scale, shift=shift
    )


def export(network: Network, pieces: Pieces, target: Path, *, meta: dict[str, Any], eight_bits: bool = True) -> None:
    """Write the pipeline with the network to ``target``; ``eight_bits=False`` keeps 32-bit weights, to compare."""
    folder = target / "warta_encoder"
    folder.mkdir(parents=True, exist_ok=True)
    model = build(network)
    onnx.checker.check_model(model)
    if eight_bits:
        # Seven bits of the eight: without them, processors that add pairs in 16 bits would overflow, and only those.
        quantize_dynamic(
            model,
            folder / "network.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    else:
        onnx.save(model, folder / "network.onnx")
    heads = network.heads
    save_trees(folder / "trees.npz", heads.arc.detach().numpy(), heads.relation.detach().numpy())
    pieces.to_disk(folder / "pieces.json")
    labels = network.labels
    save_labels(folder / "labels.json", labels.entities, labels.tags, labels.relations)
    nlp = blank()
    nlp.add_pipe("warta_sentences")
    nlp.add_pipe("warta_encoder")
    nlp.add_pipe("warta_repair")
    component = nlp.get_pipe("warta_encoder")
    assert isinstance(component, EncoderComponent)
    component.from_disk(folder)
    nlp.meta.update(meta)
    nlp.to_disk(target)
