"""How a resource's verbs map to the API: one class for each form the API has.

``Collection``          objects addressed by an id in the path: gates, experiments, metrics, roles.
``SecretIdCollection``  a collection whose ids are secrets: API keys.
``QueryCollection``     objects addressed by fields in the query: ingestion sources.
``Singleton``           a setting that always exists: a create is an update, a delete leaves it as it is.
``Unreadable``          what can be sent and never read back: connections, invitations.
``Overrides``           lists that belong to an object, owned as a whole or entry by entry.
``IdList``              the ids of a segment.
``SubResource``         one rule of a gate or a dynamic config that is managed elsewhere; ``SubResources``: several.
``Action``              what runs when its triggers change, and holds nothing.

Documents and bodies are in the API's names; ``Target.state`` is in the program's names.
"""

from .action import Action, Creation, Effect, Waiter
from .collection import Collection
from .id_list import IdList
from .operations import Routes, Target
from .overrides import Entries, Overrides
from .query_collection import QueryCollection
from .secret_collection import SecretIdCollection
from .singleton import Singleton
from .sub_resource import SubResource, SubResources
from .unreadable import Unreadable

__all__ = [
    "Action",
    "Collection",
    "Creation",
    "Effect",
    "Entries",
    "IdList",
    "Overrides",
    "QueryCollection",
    "Routes",
    "SecretIdCollection",
    "Singleton",
    "SubResource",
    "SubResources",
    "Target",
    "Unreadable",
    "Waiter",
]
