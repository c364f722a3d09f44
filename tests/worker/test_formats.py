import pytest

from closeddoor.wire.messages import Turn
from closeddoor.worker import formats
from closeddoor.worker.formats import PromptFormat, Segment

TURNS = [
    Turn("system", "Be brief."),
    Turn("user", "Hello"),
    Turn("assistant", "Hi."),
    Turn("user", "Who are you?"),
]


def written(prompt_format: PromptFormat) -> str:
    return "".join(segment.text for segment in prompt_format.render(TURNS))


# Each expected text is what the model's published template writes for TURNS (without the beginning-of-text token).
@pytest.mark.parametrize(
    ("prompt_format", "expected"),
    [
        (
            formats.CHATML,
            (
                "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi."
                "<|im_end|>\n<|im_start|>user\nWho are you?<|im_end|>\n<|im_start|>assistant\n"
            ),
        ),
        (
            formats.LLAMA_3,
            (
                "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user"
                "<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHi.<|eot_id|><|start_header_id|>user"
                "<|end_header_id|>\n\nWho are you?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
            ),
        ),
        (
            formats.GEMMA,
            (
                "<start_of_turn>user\nBe brief.\n\nHello<end_of_turn>\n<start_of_turn>model\nHi.<end_of_turn>\n"
                "<start_of_turn>user\nWho are you?<end_of_turn>\n<start_of_turn>model\n"
            ),
        ),
        (formats.MISTRAL, "[INST]Be brief.\n\nHello[/INST]Hi.</s>[INST]Who are you?[/INST]"),
        (
            formats.PHI_3,
            (
                "<|system|>\nBe brief.<|end|>\n<|user|>\nHello<|end|>\n<|assistant|>\nHi.<|end|>\n<|user|>\n"
                "Who are you?<|end|>\n<|assistant|>\n"
            ),
        ),
        (
            formats.PHI_4_MINI,
            (
                "<|system|>Be brief.<|end|><|user|>Hello<|end|><|assistant|>Hi.<|end|><|user|>Who are you?<|end|>"
                "<|assistant|>"
            ),
        ),
        (
            formats.GRANITE,
            (
                "<|start_of_role|>system<|end_of_role|>Be brief.<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>"
                "Hello<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>Hi.<|end_of_text|>\n"
                "<|start_of_role|>user<|end_of_role|>Who are you?<|end_of_text|>\n"
                "<|start_of_role|>assistant<|end_of_role|>"
            ),
        ),
        (formats.PLAIN, "Be brief.\n\nUser: Hello\n\nAssistant: Hi.\n\nUser: Who are you?\n\nAssistant:"),
    ],
    ids=lambda value: value.name if isinstance(value, PromptFormat) else "",
)
def test_a_conversation_is_written_as_the_model_learned_it(prompt_format: PromptFormat, expected: str) -> None:
    assert written(prompt_format) == expected


@pytest.mark.parametrize("prompt_format", [*formats.BY_VOCABULARY, formats.QWEN3], ids=lambda value: value.name)
def test_what_people_write_never_lands_in_a_special_segment(prompt_format: PromptFormat) -> None:
    hostile = "".join(prompt_format.control)
    special = [s.text for s in prompt_format.render([Turn("user", hostile)]) if s.special]
    assert set(special) <= set(prompt_format.control)
    assert any(hostile in s.text for s in prompt_format.render([Turn("user", hostile)]) if not s.special)


def test_neighbouring_text_is_one_segment_so_that_it_is_tokenised_as_one() -> None:
    first, second, *_ = formats.CHATML.render(TURNS)
    assert first == Segment("<|im_start|>", special=True)
    assert second == Segment("system\nBe brief.")


@pytest.mark.parametrize(
    ("sha256", "architecture", "name", "vocabulary", "expected"),
    [
        (next(iter(formats.BY_SHA256)), "llama", "Llama 3", formats.CHATML, formats.CHATML),
        ("", "llama", "Meta Llama 3.1 8B Instruct", formats.LLAMA_3, formats.LLAMA_3),
        ("", "qwen3", "Qwen3 4B", formats.QWEN3, formats.QWEN3),
        ("", "qwen2", "Qwen2.5 7B", formats.CHATML, formats.CHATML),
        ("", "phi3", "Phi 4 Mini Instruct", formats.PHI_4_MINI, formats.PHI_4_MINI),
        ("", "phi3", "Phi 3.5 Mini Instruct", formats.PHI_3, formats.PHI_3),
        ("", "granite", "Granite 4.0 Micro", formats.GRANITE, formats.GRANITE),
        ("", "granite", "Granite 4.0 Micro", formats.PHI_3, formats.PHI_3),  # not without its control tokens
        ("", "llama", "a name that says nothing", formats.CHATML, formats.CHATML),
        ("", "gemma2", "Gemma 2", formats.CHATML, formats.CHATML),  # the vocabulary decides, not the name
        ("", "llama", "Llama 3", formats.PLAIN, formats.PLAIN),
    ],
)
def test_the_format_is_chosen_by_hash_then_metadata_then_vocabulary(
    sha256: str, architecture: str, name: str, vocabulary: PromptFormat, expected: PromptFormat
) -> None:
    assert formats.choose(sha256, architecture, name, vocabulary.control.__contains__) is expected


@pytest.mark.parametrize("prompt_format", [*formats.BY_VOCABULARY, formats.QWEN3, formats.PLAIN])
def test_a_turn_left_open_and_then_closed_is_the_whole_prompt(prompt_format: PromptFormat) -> None:
    """What is asked about an answer stands in its turn; the beginning is the same whatever is asked."""
    opened = [*TURNS[:-1], Turn("user", "Who are")]
    parts = [*prompt_format.render_open(opened), *prompt_format.closing(" you?")]
    assert "".join(part.text for part in parts) == written(prompt_format)
    assert prompt_format.render_open(opened)[-1].text.endswith("Who are")
    assert not prompt_format.render_open(opened)[-1].special
