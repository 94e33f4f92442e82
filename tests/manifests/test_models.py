"""What vLLM is told: in the forms that its present version documents, and what fits where."""

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.manifests.stack import SIZES, sized, stack, variables

# One token of Qwen2.5-VL is a square of so many pixels a side.
TOKEN = 28
# Of vLLM's engine arguments those used here, by what their value is (vllm serve --help=all, 0.33).
FLAGS = {
    "served-model-name": str, "host": str, "port": int, "tensor-parallel-size": int,
    "max-model-len": int, "max-num-seqs": int, "gpu-memory-utilization": float,
    "limit-mm-per-prompt": dict, "mm-processor-kwargs": dict, "structured-outputs-config": dict,
    "override-generation-config": dict,
}  # fmt: skip
# Gone: guided decoding's own flags, and the form `image=4`.
GUIDE = (ROOT / "docs" / "deploy.md").read_text()


@dataclass(frozen=True)
class Model:
    """A model by its card and its config.json; `parameters` in thousand millions.

    `card` is the memory of one of the GPUs that its file names, in GB.
    """

    parameters: float
    layers: int
    heads: int
    key_heads: int
    card: int
    head: int = 128

    @property
    def weights(self) -> float:
        """GB, at two bytes a parameter."""
        return self.parameters * 2

    def cache(self, tokens: int) -> float:
        """GB of keys and values of so many tokens, at two bytes each."""
        return 2 * self.layers * self.key_heads * self.head * 2 * tokens / 1e9


MODELS = {
    "7b": Model(8.29, layers=28, heads=28, key_heads=4, card=24),
    "32b": Model(33.5, layers=64, heads=40, key_heads=8, card=48),
    "72b": Model(73.4, layers=80, heads=64, key_heads=8, card=48),
}


def flags(command: list[str]) -> dict[str, Any]:
    """Take the arguments after the model apart, each value by its kind."""
    found: dict[str, Any] = {}
    for argument in command:
        match = re.fullmatch(r"--([a-z-]+)=(.+)", argument)
        assert match, argument
        kind = FLAGS[match[1]]
        assert match[1] not in found
        found[match[1]] = json.loads(match[2]) if kind is dict else kind(match[2])
        assert isinstance(found[match[1]], kind)
    return found


def told(size: str | None = None) -> dict[str, Any]:
    chosen = sized(size) if size else stack()
    return flags(chosen.services["vllm"].command[1:])


def test_the_arguments_are_vllms_and_its_json_is_json() -> None:
    assert set(told()) == set(FLAGS)
    assert told()["served-model-name"] == stack().services["vllm"].command[0]


def test_pages_are_counted_and_bounded() -> None:
    limits = told()["limit-mm-per-prompt"]
    assert limits["video"] == 0
    pixels = told()["mm-processor-kwargs"]
    assert pixels["min_pixels"] % TOKEN**2 == pixels["max_pixels"] % TOKEN**2 == 0
    # What Clerk renders of a page must not be made smaller, and 12.8 megapixels fit nowhere.
    assert 2_000_000 <= pixels["max_pixels"] <= 2_600_000


@pytest.mark.parametrize("size", SIZES)
def test_all_pages_of_a_question_leave_room_for_words(size: str) -> None:
    arguments = told(size)
    page = arguments["mm-processor-kwargs"]["max_pixels"] // TOKEN**2
    pages = arguments["limit-mm-per-prompt"]["image"] * page
    assert arguments["max-model-len"] - pages >= 12_000
    assert arguments["max-model-len"] <= 32_768, "longer needs rope scaling, which costs accuracy"


@pytest.mark.parametrize("size", SIZES)
def test_clerk_asks_for_no_more_than_vllm_takes(size: str) -> None:
    catalogue = tomllib.loads((ROOT / "pipelines" / "backends" / "models.toml").read_text())
    limits, arguments = catalogue["limits"]["qwen"], told(size)
    assert limits["images"] == arguments["limit-mm-per-prompt"]["image"]
    assert limits["pixels"] <= arguments["mm-processor-kwargs"]["max_pixels"]
    both = limits["input_tokens"] + limits["output_tokens"]
    assert both <= arguments["max-model-len"]
    assert variables(size)["BOT_QWEN_MODEL"] in catalogue["models"], "without it a price is unknown"


def test_a_schema_is_enforced_without_endless_whitespace() -> None:
    config = told()["structured-outputs-config"]
    assert config == {"backend": "xgrammar", "disable_any_whitespace": True}


def test_nothing_is_sampled() -> None:
    assert told()["override-generation-config"] == {"temperature": 0.0, "repetition_penalty": 1.0}


@pytest.mark.parametrize("size", SIZES)
def test_a_model_is_parted_as_it_can_be(size: str) -> None:
    services, model = sized(size).services, MODELS[size]
    parts = told(size)["tensor-parallel-size"]
    assert model.heads % parts == model.key_heads % parts == 0
    reservations = services["vllm"].deploy.resources.reservations
    assert reservations
    assert [one.count for one in reservations.devices] == [str(parts)]
    assert variables(size)["BOT_QWEN_MODEL"] == f"Qwen/Qwen2.5-VL-{size.upper()}-Instruct"
    assert variables(size)["SPEACHES_GPU"] == str(parts), "the first GPU that vLLM does not have"


@pytest.mark.parametrize("size", SIZES)
def test_the_arithmetic_of_the_guide_is_right_and_fits(size: str) -> None:
    model, arguments = MODELS[size], told(size)
    gpus = arguments["tensor-parallel-size"]
    may = gpus * model.card * arguments["gpu-memory-utilization"]
    cache = model.cache(arguments["max-model-len"])
    rest = may - model.weights - cache
    row = (
        f"| `gpu-{size}.env` | {gpus} x {model.card} GB | {may:.1f} | {model.weights:.1f} "
        f"| {cache:.1f} | {rest:.1f} |"
    )
    assert row in GUIDE, row
    assert rest >= 2.5 * gpus, "GB a GPU for activations, the vision tower and CUDA itself"
