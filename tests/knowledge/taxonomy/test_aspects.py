"""咨询方面：契约与设计里写定的二十个。"""

from knowledge.taxonomy.aspects import ASPECTS

# 次序与标识见设计文档“方面”一节。
NAMED = (
    "overview materials time_limit conditions fee place process online phone office_hours basis progress "
    "appointment agent amount validity record comparison remedy complaint"
)


def test_the_aspects_stand_in_their_order() -> None:
    assert list(ASPECTS) == NAMED.split()


def test_each_aspect_has_its_own_name() -> None:
    assert len(set(ASPECTS.values())) == len(ASPECTS)
    assert all(name.strip() for name in ASPECTS.values())
