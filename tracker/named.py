"""Named tuples that cost a start little: those of `typing`, made five times as quickly.

A command makes thirty such classes and uses half of them. `typing` checks the type of each field
and compiles a constructor for each class; here nothing is checked, which is the type checker's
work, and the constructor is compiled when the first tuple is made. What the tuples can do is the
same; a class has no signature to look at, other than its `_fields`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    try:  # what the standard library has for the fields of named tuples, and goes without likewise
        from _collections import _tuplegetter as _field
    except ImportError:
        from operator import itemgetter

        def _field(place, doc):
            """One field; a property takes half as long again to read."""
            return property(itemgetter(place), doc=doc)

    class _Named(type):
        """Makes the class of a named tuple from the fields in its body."""

        def __new__(meta, name, bases, body):
            has_fields = any("_make" in vars(each) for each in bases)
            if has_fields:
                body["__slots__"] = ()
            made = type.__new__(meta, name, bases, body)
            if has_fields:
                _give_fields(made)
            return made

    def _give_fields(made):
        # Of the class, not of its body, which from Python 3.14 on has only what computes them.
        fields = (*made.__annotations__,)
        defaults = {each: vars(made)[each] for each in fields if each in vars(made)}
        if (*defaults,) != fields[len(fields) - len(defaults) :]:
            raise TypeError(
                f"a field of {made.__name__} without a default follows one with a default"
            )
        made._fields = made.__match_args__ = fields
        made._field_defaults = defaults
        made.__new__ = staticmethod(_first_of)
        for place, each in enumerate(fields):
            setattr(made, each, _field(place, ""))

    def _first_of(cls, /, *given, **named):
        """Make the first tuple of a class, and what makes the others."""
        fields, defaults = ", ".join(cls._fields), (*cls._field_defaults.values(),)
        told = f"lambda _cls, {fields}: _new(_cls, ({fields},))"
        made = eval(told, {"_new": tuple.__new__})
        made.__defaults__, made.__qualname__ = defaults, f"{cls.__name__}.__new__"
        cls.__new__ = staticmethod(made)
        return made(cls, *given, **named)

    class NamedTuple(tuple, metaclass=_Named):
        """What the tuples of all classes can do."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **changed):
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(changed)}")
            return made

        __replace__ = _replace

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            told = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({told})"


__all__ = ["NamedTuple"]
