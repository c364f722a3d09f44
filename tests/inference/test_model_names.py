from closeddoor.inference.model_names import parts_in, quantisation_in, shown


def test_a_name_tells_its_quantisation() -> None:
    assert quantisation_in("Llama-3.2-3B-Instruct-Q4_K_M") == "Q4_K_M"
    assert quantisation_in("qwen2.5-7b-instruct-q5_0-00001") == "Q5_0"
    assert quantisation_in("smollm.F16") == "F16"
    assert quantisation_in("FAQ4_0you") == ""


def test_a_name_is_one_line_without_control_characters() -> None:
    assert shown("a\nb\x1b[31m\u202ec") == "a b [31m c"
    assert len(shown("x" * 5000)) == 80


def test_a_name_tells_in_how_many_files_a_model_comes() -> None:
    assert parts_in("qwen2.5-7b-instruct-q5_0-00001-of-00002") == 2
    assert parts_in("Model-00003-of-00012.GGUF") == 12
    assert parts_in("llama-00001-of-00000") == parts_in("llama") == 1
