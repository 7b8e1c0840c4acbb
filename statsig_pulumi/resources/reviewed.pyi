# Written by tools/stubs.py from reviewed.py. Change that, then run `make docs`.

"""What the kinds share whose changes can be proposed for review."""

from pulumi import Output

from ..resource import Resource

class ReviewedResource(Resource):
    """The base of resources whose changes can be proposed for review."""

    review_id: Output[str | None]
    """The review that a change waits in; None while nothing waits."""
