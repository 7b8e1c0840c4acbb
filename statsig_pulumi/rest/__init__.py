"""How a kind's verbs map to the API: one class for each shape that the API has.

``Crud``       a collection, its members addressed by id: gates, experiments, metrics, roles.
``Concealed``  one whose ids are secrets: API keys.
``Keyed``      one whose members are addressed by fields, in the query: ingestion sources.
``Setting``    a setting that always exists, so that creating it is an update and destroying it lets it go.
``WriteOnly``  what can be sent and never read back: connections, invitations.
``Overrides``  lists that belong to an object, owned as a whole or entry by entry.
``Ids``        the ids of a list.
``Member``     one rule of a gate or a dynamic config that is managed elsewhere; ``Members``: several.
``Action``     what runs when its triggers change, and holds nothing.

Documents and bodies are in the API's names; ``Target.said`` is what the program said, in the program's names.
"""

from ..schema.json_types import Doc
from .action import Action, Waiter
from .collection import Collection, QueryCollection, SecretIdCollection
from .operations import Routes, Target
from .overrides import Entries, IdList, Overrides, SubResource, SubResources
from .singleton import Singleton, WriteOnly

__all__ = [
    "Action",
    "Concealed",
    "Crud",
    "Doc",
    "Entries",
    "Ids",
    "Keyed",
    "Member",
    "Members",
    "Overrides",
    "Routes",
    "Setting",
    "Target",
    "Watch",
    "WriteOnly",
]
