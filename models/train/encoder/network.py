"""The network in torch: a BERT encoder and one linear head a task; trees are scored by two biaffine products."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812  its usual name
from torch import Tensor, nn

from models.train.encoder.checkpoint import Checkpoint, Floats
from models.train.encoder.examples import Example, Labels

ARC = 192  # width of the vectors that choose a head
RELATION = 64  # width of those that name the relation


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network is made of; ``layers`` may be fewer than the checkpoint has."""

    vocabulary: int
    layers: int
    hidden: int = 384
    attention_heads: int = 12
    feed_forward: int = 1536
    positions: int = 512
    epsilon: float = 1e-12
    dropout: float = 0.1


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by its layer norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        hidden = shape.hidden
        self.heads = shape.attention_heads
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.ao = nn.Linear(hidden, hidden)
        self.fi = nn.Linear(hidden, shape.feed_forward)
        self.fo = nn.Linear(shape.feed_forward, hidden)
        self.aln = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.oln = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """``states`` (batch, pieces, hidden); ``mask`` (batch, 1, 1, pieces), 0 or a large negative number."""
        batch, size, hidden = states.shape
        width = hidden // self.heads

        def split(value: Tensor) -> Tensor:
            return value.view(batch, size, self.heads, width).transpose(1, 2)

        scores = torch.matmul(split(self.q(states)), split(self.k(states)).transpose(2, 3)) / math.sqrt(width) + mask
        mixed = torch.matmul(scores.softmax(-1), split(self.v(states))).transpose(1, 2).reshape(batch, size, hidden)
        states = self.aln(states + self.drop(self.ao(mixed)))
        return self.oln(states + self.drop(self.fo(F.gelu(self.fi(states)))))


class Encoder(nn.Module):
    """Piece numbers to one vector a piece; the embeddings stay as they came."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.hidden)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.kind = nn.Parameter(torch.zeros(shape.hidden), requires_grad=False)
        self.word.weight.requires_grad = self.position.weight.requires_grad = False
        self.ln = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """``ids`` and ``mask`` (1 for a piece, 0 for padding), both (batch, pieces)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.ln(self.word(ids) + self.position(places)[None] + self.kind)
        hidden = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, hidden)
        return states


class Heads(nn.Module):
    """Scores for entities, tags and sentence starts, and the vectors from which trees are scored."""

    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        hidden = shape.hidden
        self.entities = nn.Linear(hidden, len(labels.entities))
        self.tags = nn.Linear(hidden, len(labels.tags))
        self.starts = nn.Linear(hidden, 2)
        self.arc_child, self.arc_head = nn.Linear(hidden, ARC), nn.Linear(hidden, ARC)
        self.relation_child, self.relation_head = nn.Linear(hidden, RELATION), nn.Linear(hidden, RELATION)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        nn.init.orthogonal_(self.arc)
        self.relation = nn.Parameter(torch.randn(len(labels.relations), RELATION + 1, RELATION + 1) * 0.05)
        self.drop = nn.Dropout(0.2)

    def vectors(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the two products are made of: arc child and head, relation child and head."""
        arc = self.drop(F.relu(self.arc_child(states))), self.drop(F.relu(self.arc_head(states)))
        relation = self.drop(F.relu(self.relation_child(states))), self.drop(F.relu(self.relation_head(states)))
        return *arc, *relation

    def arcs(self, child: Tensor, head: Tensor) -> Tensor:
        """Score of each head for each child: (batch, words, words); a root scores itself."""
        return with_one(child) @ self.arc @ head.transpose(-1, -2)

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations of word pairs, both (words, width)."""
        return torch.einsum("wi,lij,wj->wl", with_one(child), self.relation, with_one(head))


def with_one(vectors: Tensor) -> Tensor:
    """The vectors with a one behind, so that a product also has a bias."""
    return torch.cat([vectors, torch.ones_like(vectors[..., :1])], -1)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        self.shape, self.labels = shape, labels
        self.encoder = Encoder(shape)
        self.heads = Heads(shape, labels)

    def load_checkpoint(self, checkpoint: Checkpoint, embeddings: Floats) -> None:
        """Take the checkpoint's weights: its pruned embeddings, and from the first as many layers as here."""

        def put(parameter: Tensor, values: Floats) -> None:
            parameter.data.copy_(torch.from_numpy(values).reshape(parameter.shape))

        encoder = self.encoder
        put(encoder.word.weight, embeddings)
        put(encoder.position.weight, checkpoint.tensor("emb.pos"))
        put(encoder.kind, checkpoint.tensor("emb.type")[: self.shape.hidden])
        put(encoder.ln.weight, checkpoint.tensor("emb.ln.w"))
        put(encoder.ln.bias, checkpoint.tensor("emb.ln.b"))
        for number, layer in enumerate(encoder.layers):
            for name, part in layer.named_children():
                if name != "drop":
                    put(part.weight, checkpoint.tensor(f"l{number}.{name}.w"))
                    put(part.bias, checkpoint.tensor(f"l{number}.{name}.b"))

    def states(self, batch: list[Example], pad: int) -> Tensor:
        """One vector a word, the words of all examples after one another: (words, hidden)."""
        size = max(len(item.ids) for item in batch)
        ids = torch.full((len(batch), size), pad)
        mask = torch.zeros(len(batch), size)
        for row, item in enumerate(batch):
            ids[row, : len(item.ids)] = torch.tensor(item.ids)
            mask[row, : len(item.ids)] = 1
        places = torch.tensor([row * size + place for row, item in enumerate(batch) for place in item.first])
        return self.encoder(ids, mask).reshape(-1, self.shape.hidden)[places]

    def arc_scores(self, child: Tensor, head: Tensor, sizes: list[int]) -> Tensor:
        """Arc scores of each word, (words, longest), for flat vectors of examples of these sizes."""
        longest = max(sizes)
        rows = torch.arange(longest)[None] < torch.tensor(sizes)[:, None]
        children = child.new_zeros(len(sizes), longest, child.shape[1])
        heads = head.new_zeros(len(sizes), longest, head.shape[1])
        children[rows] = child
        heads[rows] = head
        scores = self.heads.arcs(children, heads).masked_fill(~rows[:, None, :], -1e4)
        return scores[rows]
