"""Run Stanza's trainers, one process each, and put what they give into one folder that Stanza can load.

The sizes are small on purpose: the whole ships with the project. One thread: with more, sums come in another order and
the same seed gives another model.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

SEED = 20_241
DIMENSIONS = 64
MIN_COUNT = 12
PACKAGE = "warta"
PROCESSORS = ("tokenize", "pos", "depparse", "ner")
VECTORS = "vectors.pt"

# Trainer and options of each processor; files are relative to the work folder, because models keep the paths.
_COMMON = f"--lang id --shorthand id_{PACKAGE} --seed {SEED} --cpu"
_WORDS = f"--wordvec_pretrain_file {VECTORS}"
_TREES = "--train_file trees.train.conllu --eval_file trees.dev.conllu"
TRAINERS = {
    "tokenize": (
        "tokenizer",
        f"{_COMMON} --txt_file tokenize.train.txt --label_file tokenize.train.toklabels "
        "--dev_txt_file tokenize.dev.txt --dev_label_file tokenize.dev.toklabels --mwt_json_file tokenize.mwt.json "
        "--no_use_mwt --max_seqlen 300 --steps 1200 --eval_steps 200 --unit_dropout 0.15 --dropout 0.2",
    ),
    "pos": (
        "tagger",
        f"{_COMMON} {_WORDS} {_TREES} --batch_size 40 --max_steps 900 --eval_interval 100 --fix_eval_interval "
        "--hidden_dim 112 --char_hidden_dim 64 --char_emb_dim 32 --deep_biaff_hidden_dim 112 "
        "--composite_deep_biaff_hidden_dim 16 --transformed_dim 64 --word_emb_dim 40 --word_cutoff 4",
    ),
    "depparse": (
        "parser",
        f"{_COMMON} {_WORDS} {_TREES} --batch_size 500 --max_steps 900 --eval_interval 100 "
        "--hidden_dim 112 --num_layers 2 --char_hidden_dim 40 --char_emb_dim 32 --deep_biaff_hidden_dim 80 "
        "--deep_biaff_output_dim 64 --transformed_dim 64 --word_emb_dim 32 --word_cutoff 4 --no_xpos --no_ufeats "
        "--optim adam --lr 0.003 --beta2 0.95 --no_second_optim --no_checkpoint",
    ),
    "ner": (
        "ner_tagger",
        "--train_file entities.train.json --eval_file entities.dev.json "
        f"--shorthand id_{PACKAGE} --seed {SEED} --cpu {_WORDS} --hidden_dim 128 --char_hidden_dim 48 "
        "--char_emb_dim 32 --optim adam --lr 0.002 --no_emb_finetune --max_steps 2000 --eval_interval 200 --patience 3",
    ),
}


def train_vectors(text: Path, target: Path) -> None:
    """Skip-gram vectors of lower-cased words, trained on one tokenised paragraph a line, as Stanza's vector file."""
    import floret
    from stanza.models.common.pretrain import Pretrain

    lower = target.with_suffix(".lower.txt")
    lower.write_text(text.read_text(encoding="utf-8").lower(), encoding="utf-8")
    model = floret.train_unsupervised(
        str(lower), model="skipgram", dim=DIMENSIONS, minn=0, maxn=0, minCount=MIN_COUNT, epoch=5, thread=1, verbose=0
    )  # floret's own seed is fixed
    words = [word for word in model.words if word != "</s>"]
    rows = [f"{word} " + " ".join(f"{value:.4f}" for value in model.get_word_vector(word)) for word in words]
    plain = target.with_suffix(".txt")
    plain.write_text(f"{len(words)} {DIMENSIONS}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    target.unlink(missing_ok=True)
    _ = Pretrain(str(target), str(plain), save_to_file=True).emb  # reading it writes the file


def fit(processor: str, work: Path) -> None:
    """Train one processor in ``work``; its log stands in ``work/<processor>.log``. A finished model is kept."""
    if (work / f"{processor}.pt").exists():
        return
    trainer, options = TRAINERS[processor]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": path}
    command = [sys.executable, "-m", f"stanza.models.{trainer}", *options.split()]
    command += ["--save_dir", "fits", "--save_name", f"{processor}.pt"]
    with (work / f"{processor}.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=work, env=environment, stdout=log, stderr=subprocess.STDOUT, check=True)
    shutil.copy(work / "fits" / f"{processor}.pt", work / f"{processor}.pt")


def pack(work: Path, target: Path) -> None:
    """Put the models into ``target`` as Stanza wants to find them; its card stays."""
    for processor in (*PROCESSORS, "pretrain"):
        source = work / (VECTORS if processor == "pretrain" else f"{processor}.pt")
        place = target / "id" / processor / f"{PACKAGE}.pt"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)
    text = json.dumps({"id": resources()}, indent=1, sort_keys=True)
    (target / "resources.json").write_text(text + "\n", encoding="utf-8")


def resources() -> dict[str, object]:
    """What Stanza reads about the language: each processor's package and the vectors that it cannot do without."""
    vectors = [{"model": "pretrain", "package": PACKAGE}]
    packages = {name: {PACKAGE: {} if name == "tokenize" else {"dependencies": vectors}} for name in PROCESSORS}
    return {
        "lang_name": "Indonesian",
        "packages": {"default": dict.fromkeys(PROCESSORS, PACKAGE)},
        **packages,
        "pretrain": {PACKAGE: {}},
    }
