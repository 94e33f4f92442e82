"""The shape of a family of words: by role, and by how surely they mean it."""

from typing import TypeAlias

# role -> weight -> phrases, parted by "|". Weights say how surely the phrase means the role: 6
# nothing else, 3 usually, 1 sometimes. Roles after the first name what must not be taken for one.
Roles: TypeAlias = dict[str, dict[float, str]]
