from closeddoor.services.slip import MOST_SUBJECT, SlipItem, slip

ITEM = SlipItem("vendor-proposals", "1.0.0", "voice-agents", "brief", "own-data", "Asks for a test on own data.")


def test_a_slip_holds_the_item_and_the_comment_and_nothing_else() -> None:
    assert slip(ITEM, "  The key is wrong because …\n") == (
        "To the author\n\n"
        "Pack: vendor-proposals 1.0.0\n"
        "Scenario: voice-agents\n"
        "Task: brief\n"
        "Item: own-data\n"
        "It reads: Asks for a test on own data.\n\n"
        "Comment: The key is wrong because …\n"
    )


def test_a_slip_on_a_whole_pack_leaves_out_what_is_not_meant() -> None:
    assert slip(SlipItem("letters", "2.1.0"), "") == "To the author\n\nPack: letters 2.1.0\n\nComment: (none)\n"


def test_a_long_subject_is_shortened_and_stays_in_one_line() -> None:
    text = slip(SlipItem("letters", "1", subject="line\n" * 500), "x")
    (reads,) = [line for line in text.splitlines() if line.startswith("It reads: ")]
    assert len(reads) == len("It reads: ") + MOST_SUBJECT
    assert reads.endswith("…")
