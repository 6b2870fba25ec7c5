"""结局：契约里写定的十一个。"""

from knowledge.taxonomy.outcomes import OUTCOMES

NAMED = (
    "answered clarify_item clarify_region clarify_scenario no_match out_of_scope complaint_taken handed_off "
    "small_talk engine_unavailable rejected_input"
)


def test_the_outcomes_are_those_of_the_contract() -> None:
    assert list(OUTCOMES) == NAMED.split()
