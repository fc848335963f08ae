"""Texts kept packed come out as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.batch.texts import Texts


@given(st.dictionaries(st.text(max_size=3), st.binary(max_size=60) | st.sampled_from([b"evening: 60 " * 40, b""])))
def test_texts_come_out_as_they_went_in(written: dict[str, bytes]) -> None:
    texts = Texts(written)
    assert dict(texts) == written
    assert len(texts) == len(written)
    assert dict(Texts(texts)) == written


def test_a_text_taken_out_is_gone() -> None:
    texts = Texts({"a": b"first", "b": b"second"})
    assert texts.pop("a") == b"first"
    assert "a" not in texts
    with pytest.raises(KeyError):
        texts["a"]
    texts["c"] = b"third"
    assert dict(texts) == {"b": b"second", "c": b"third"}
