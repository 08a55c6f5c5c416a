"""Our named tuples can do what those of `typing` can."""

import copy
import pickle
from typing import NamedTuple

import pytest

from tracker.named import NamedTuple as Ours


class Theirs(NamedTuple):
    key: str
    to: tuple[str, ...]
    text: str | None = None
    link: int = 1

    @property
    def first(self) -> str:
        return self.to[0]


class Same(Ours):
    key: str
    to: tuple[str, ...]
    text: str | None = None
    link: int = 1

    @property
    def first(self) -> str:
        return self.to[0]


class TheirsToo(Theirs):
    """The same tuple, told in another way."""

    def __str__(self) -> str:
        return f"{self.key} to {self.first}"


class SameToo(Same):
    """The same tuple, told in another way."""

    def __str__(self) -> str:
        return f"{self.key} to {self.first}"


class Lonely(Ours):
    key: str = "RU-1"


@pytest.mark.parametrize("of", [Theirs, Same])
def test_a_tuple_is_made_by_turn_and_by_name_with_its_defaults(of: type[Theirs]) -> None:
    made = of("RU-1", to=("NATO",), link=2)
    assert made == ("RU-1", ("NATO",), None, 2) == (made.key, made.to, made.text, made.link)
    assert made.first == "NATO"
    assert made._replace(text="no").text == "no"
    assert made._asdict() == {"key": "RU-1", "to": ("NATO",), "text": None, "link": 2}
    assert repr(made) == f"{of.__name__}(key='RU-1', to=('NATO',), text=None, link=2)"
    assert of._make(made) == copy.copy(made) == pickle.loads(pickle.dumps(made)) == made
    assert (of._fields, of._field_defaults) == (made._fields, {"text": None, "link": 1})
    assert hash(made) == hash(tuple(made))
    match made:
        case of(key, to):
            assert (key, to) == ("RU-1", ("NATO",))


@pytest.mark.parametrize("of", [Theirs, Same])
def test_what_does_not_fit_its_fields_is_refused(of: type[Theirs]) -> None:
    for given in ([], ["RU-1"], ["RU-1", (), "", 1, 2]):
        with pytest.raises(TypeError):
            of(*given)
        with pytest.raises(TypeError):
            of._make(given)
    with pytest.raises(TypeError):
        of("RU-1", (), words="")  # type: ignore[call-arg]  # that is what is tried
    with pytest.raises((TypeError, ValueError), match="words"):  # since Python 3.13 the first
        of("RU-1", ())._replace(words="")  # type: ignore[call-arg]  # likewise
    with pytest.raises(AttributeError):
        of("RU-1", ()).key = "RU-2"  # type: ignore[misc]  # likewise
    with pytest.raises(AttributeError):
        of("RU-1", ()).other = ""  # type: ignore[attr-defined]  # likewise


@pytest.mark.parametrize("of", [TheirsToo, SameToo])
def test_a_class_made_from_one_has_its_fields_and_what_it_adds(
    of: type[TheirsToo] | type[SameToo],
) -> None:
    made = of("RU-1", ("NATO",))
    assert str(made) == "RU-1 to NATO"
    for other in (made._replace(link=1), of._make(made), pickle.loads(pickle.dumps(made))):
        assert type(other) is of
        assert other == made
    assert repr(made).startswith(f"{of.__name__}(key='RU-1'")


def test_a_tuple_of_one_field_is_one() -> None:
    assert (Lonely(), Lonely("RU-2")) == (("RU-1",), ("RU-2",))


class Changed(Ours):
    cls: str
    new: str = ""


def test_a_field_may_be_called_like_anything_that_makes_the_tuple() -> None:
    assert Changed(cls="a", new="b")._replace(new="c") == Changed("a", "c") == ("a", "c")


def test_a_field_without_a_default_after_one_that_has_one_is_refused() -> None:
    with pytest.raises(TypeError, match="without a default"):
        type(Ours)("Odd", (Ours,), {"__annotations__": {"key": str, "to": str}, "key": ""})
