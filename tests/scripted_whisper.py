"""A Whisper of 1 MB that always says one sentence, made anew: the real engine runs it."""

import string
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import whisper_spec
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

SENTENCE = " Hello team. We ship on Friday."
_WIDTH = 64
_MARKS = (
    "endoftext", "startoftranscript", "en", "translate", "transcribe", "startoflm",
    "startofprev", "nospeech", "notimestamps",
)  # fmt: skip
_TIMES = 1501  # tokens for every 0.02 s of 30 s

_Floats = NDArray[np.float32]


def build(folder: Path, sentence: str = SENTENCE) -> None:
    """Write a model that says `sentence` from 0 to 2 s of each stretch it is given.

    The positions of its decoder are random, and its output is solved for them: whatever it hears,
    its next word is the next one of the script. It knows English only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokens = _tokenizer()
    tokens.save(str(folder / "tokenizer.json"))
    size = tokens.get_vocab_size()
    words = [tokens.id_to_token(number) or "" for number in range(size)]
    zero = size - _TIMES
    end = words.index("<|endoftext|>")
    script = [zero, *tokens.encode(sentence).ids, zero + 100, end]
    spec: Any = whisper_spec.WhisperSpec(2, 2, 2, 2)  # type: ignore[no-untyped-call]
    rng = np.random.default_rng(0)
    _fill(spec, rng)
    _teach(spec.decoder, script, size, rng)
    spec.register_vocabulary(words)
    config = spec.config
    config.suppress_ids, config.suppress_ids_begin, config.lang_ids = [], [], []
    config.alignment_heads = [[1, 0], [1, 1]]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _tokenizer() -> Tokenizer:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {one: place for place, one in enumerate(alphabet)}
    # Otherwise the bare space is among the tokens that are suppressed.
    merges = [("\u0120", one) for one in string.ascii_letters + string.digits]
    for first, second in merges:
        vocabulary[first + second] = len(vocabulary)
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    times = (f"{number * 0.02:.2f}" for number in range(_TIMES))
    made.add_special_tokens([AddedToken(f"<|{one}|>", special=True) for one in (*_MARKS, *times)])
    return made


def _fill(spec: Any, rng: np.random.Generator) -> None:
    """Give every layer small random weights."""
    for convolution, inputs in ((spec.encoder.conv1, 80), (spec.encoder.conv2, _WIDTH)):
        convolution.weight, convolution.bias = _random(rng, _WIDTH, inputs, 3), _zeros(_WIDTH)
    spec.encoder.position_encodings.encodings = _random(rng, 1500, _WIDTH)
    _norm(spec.encoder.layer_norm)
    _norm(spec.decoder.layer_norm)
    layers = [(one, 0.02) for one in spec.encoder.layer]
    layers += [(one, 0.001) for one in spec.decoder.layer]
    for layer, scale in layers:
        attention, inner = layer.self_attention, layer.ffn
        _norm(attention.layer_norm)
        _linear(rng, attention.linear[0], _WIDTH, 3 * _WIDTH, scale)
        _linear(rng, attention.linear[1], _WIDTH, _WIDTH, scale)
        _norm(inner.layer_norm)
        _linear(rng, inner.linear_0, _WIDTH, 4 * _WIDTH, scale)
        _linear(rng, inner.linear_1, 4 * _WIDTH, _WIDTH, scale)
    for layer in spec.decoder.layer:
        _norm(layer.attention.layer_norm)
        for number, outputs in enumerate((_WIDTH, 2 * _WIDTH, _WIDTH)):
            _linear(rng, layer.attention.linear[number], _WIDTH, outputs, 0.001)


def _teach(decoder: Any, script: list[int], size: int, rng: np.random.Generator) -> None:
    """Solve the output for the script."""
    place = _random(rng, 448, _WIDTH, scale=1.0)
    place = (place - place.mean(1, keepdims=True)) / place.std(1, keepdims=True)
    wanted = np.full((len(script), size), -1, np.float32)
    wanted[np.arange(len(script)), script] = 20
    learned = np.linalg.lstsq(place[: len(script)], wanted, rcond=None)[0]
    decoder.position_encodings.encodings = place * 4
    decoder.embeddings.weight = _random(rng, size, _WIDTH, scale=0.001)
    decoder.scale_embeddings = False
    decoder.projection.bias = _zeros(size)
    decoder.projection.weight = learned.T.astype(np.float32)


def _random(rng: np.random.Generator, *shape: int, scale: float = 0.02) -> _Floats:
    return (rng.standard_normal(shape) * scale).astype(np.float32)


def _zeros(size: int) -> _Floats:
    return np.zeros(size, np.float32)


def _linear(rng: np.random.Generator, layer: Any, inputs: int, outputs: int, scale: float) -> None:
    layer.weight = _random(rng, outputs, inputs, scale=scale)
    layer.bias = _zeros(outputs)


def _norm(layer: Any) -> None:
    layer.gamma, layer.beta = np.ones(_WIDTH, np.float32), _zeros(_WIDTH)
