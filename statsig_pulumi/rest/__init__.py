"""How a resource's verbs map to the API: one class for each form the API has.

``Collection``          objects addressed by an id in the path: gates, experiments, metrics, roles.
``NamesakeCollection``  a collection in which several objects may have one name; ``MutedCollection``: topline
                        alerts, ``WidgetCollection``: dashboards.
``SecretIdCollection``  a collection whose ids are secrets: API keys.
``InternalIds``         a collection that returns an internal id in place of the one it is given: holdouts.
``QueryCollection``     objects addressed by fields in the query: ingestion sources.
``Singleton``           a setting that always exists: a create is an update, a delete leaves it as it is.
``Unreadable``          what can be sent and never read back: connections, invitations.
``Overrides``           lists that belong to an object, owned as a whole or entry by entry.
``IdList``              the ids of a segment.
``SubResource``         one rule of a gate or a dynamic config that is managed elsewhere; ``SubResources``: several.
``Action``              what runs when its triggers change, and holds nothing; ``Cancellation``: what ends something.
``ReviewStep``          an action on a review, which is looked up when its response was lost.

Documents and bodies are in the API's names; ``Target.state`` is in the program's names.
"""

from .action import Action, Creation, Effect, Waiter
from .cancellation import Cancellation
from .collection import Collection
from .id_list import IdList
from .internal_ids import InternalIds
from .muted_collection import MutedCollection
from .namesakes import NamesakeCollection
from .operations import Routes, Target
from .overrides import Entries, Overrides, Single
from .query_collection import QueryCollection
from .review_step import ReviewStep
from .secret_collection import SecretIdCollection
from .singleton import Singleton
from .sub_resource import SubResource, SubResources
from .unreadable import Unreadable
from .widget_collection import WidgetCollection

__all__ = [
    "Action",
    "Cancellation",
    "Collection",
    "Creation",
    "Effect",
    "Entries",
    "IdList",
    "InternalIds",
    "MutedCollection",
    "NamesakeCollection",
    "Overrides",
    "QueryCollection",
    "ReviewStep",
    "Routes",
    "SecretIdCollection",
    "Single",
    "Singleton",
    "SubResource",
    "SubResources",
    "Target",
    "Unreadable",
    "Waiter",
    "WidgetCollection",
]
