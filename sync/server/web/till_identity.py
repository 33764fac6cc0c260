"""Who is asking: the till named in a header, proved by its bearer token (RFC 6750)."""

from fastapi import Request
from sqlalchemy import Engine

from sync.protocol.error_body import FORBIDDEN, UNAUTHORIZED
from sync.protocol.limits import TILL_HEADER
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, authenticated_till
from sync.server.web.problem import problem

_SCHEME = "bearer "


def asking_till(engine: Engine, request: Request) -> EnrolledTill:
    """The till that sent the request. Raises ``Problem``: 401 without its token, 403 for a till that is shut out."""
    given = request.headers.get("authorization", "")
    token = given[len(_SCHEME) :] if given.lower().startswith(_SCHEME) else ""
    with reading(engine) as connection:
        till = authenticated_till(connection, request.headers.get(TILL_HEADER, ""), token)
    if till is None:
        raise problem(401, UNAUTHORIZED, "the till is not enrolled here, or its token is another one")
    if till.revoked:
        raise problem(403, FORBIDDEN, "this till was shut out")
    return till
