"""The door where a till that nobody knows yet shows a one-time code and a key."""

import logging

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.exc import IntegrityError

from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.error_body import MESSAGE_INVALID, SIGNATURE_INVALID, TILL_KNOWN
from sync.protocol.limits import ENROL_PATH
from sync.server.access.enrol import FIRST_EPOCH, EnrolmentRefusedError, enrol
from sync.server.access.gate import Gate, NotAdmittedError, Proof
from sync.server.access.receipt_numbers import highest_receipt
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill
from sync.server.retry import write
from sync.server.web.document import of_strangers
from sync.server.web.problem import problem
from sync.server.web.request_body import message_in, read_bounded
from sync.server.web.till_identity import proof_of, refusal
from sync.server.web.work import answered, worked
from sync.vault.signing import KeyInvalidError, VerifyKey

_log = logging.getLogger("kopilka.server.enrol")
_LONGEST_NAME = 80
_LONGEST_ID = 40
_LONGEST_NUMBER = 20
_NEVER_SENT = 1_000
"""Receipts that a till which is replaced may have had in its queue."""
_LARGEST_EPOCH = 2**31 - 2


def enrol_routes(central: Central, gate: Gate) -> APIRouter:
    """The route, working on ``central``."""
    router = APIRouter()

    @router.post(ENROL_PATH, openapi_extra=of_strangers("Enrol a till", EnrolAnswer, EnrolRequest))
    async def enrol_till(request: Request) -> Response:
        proof = proof_of(request)
        try:
            gate.limit_enrolments(request.client.host if request.client else "")
            gate.check_time(proof)
            body = await read_bounded(request)
            wanted = message_in(body, request.headers.get("content-encoding"), EnrolRequest)
            _check_shape(wanted)
            _check_key(proof, wanted, body)
            await worked(lambda: gate.check_new(proof, wanted.till_id))
        except NotAdmittedError as refused:
            raise refusal(refused, gate) from refused
        till = await worked(lambda: _enrolled(central, wanted))
        _log.info("enrolled till=%s number=%s shop=%s epoch=%d", till.till_id, till.code, till.shop_id, till.epoch)
        return answered(request, await worked(lambda: _answer(central, till)))

    return router


def _enrolled(central: Central, wanted: EnrolRequest) -> EnrolledTill:
    try:
        return write(central.engine, lambda connection: enrol(connection, central.now(), wanted))
    except EnrolmentRefusedError as refused:
        raise problem(409, refused.code, refused.detail) from refused
    except IntegrityError as error:  # two tills with two codes for one number, or with one id, at the same moment
        raise problem(409, TILL_KNOWN, "another till was enrolled in this place at the same moment") from error


def _answer(central: Central, till: EnrolledTill) -> EnrolAnswer:
    with reading(central.engine) as connection:
        known = highest_receipt(connection, till.till_id)
    # A dead till may have printed what it never sent: a gap in the numbers is better than a number on two papers.
    last_receipt = known + _NEVER_SENT if till.epoch > FIRST_EPOCH else known
    hash_key, cipher_key = central.vault.keys_hex()
    return EnrolAnswer(
        till_id=till.till_id,
        till_code=till.code,
        shop_id=till.shop_id,
        epoch=till.epoch,
        incarnation=central.incarnation,
        server_key=central.signing_key.public_hex,
        phone_hash_key=hash_key,
        phone_cipher_key=cipher_key,
        server_at=central.now(),
        last_receipt=last_receipt,
    )


def _check_shape(wanted: EnrolRequest) -> None:
    """Raise ``Problem`` 400 unless every field can be stored. A till makes no others."""
    fits = (
        0 < len(wanted.till_id) <= _LONGEST_ID
        and len(wanted.till_name) <= _LONGEST_NAME
        and len(wanted.till_code) <= _LONGEST_NUMBER
        and len(wanted.code) <= _LONGEST_ID
        and 0 <= wanted.epoch <= _LARGEST_EPOCH
        and all(text.isprintable() for text in (wanted.till_id, wanted.till_name, wanted.till_code))
    )
    if not fits:
        raise problem(400, MESSAGE_INVALID, "expected a short id, name and number of printable letters, and an epoch")


def _check_key(proof: Proof, wanted: EnrolRequest, body: bytes) -> None:
    """Raise unless who asks holds the private half of the key that he brings."""
    try:
        key = VerifyKey(wanted.public_key)
    except KeyInvalidError as error:
        raise problem(400, MESSAGE_INVALID, f"public_key: {error}") from error
    if proof.till_id != wanted.till_id or not proof.is_signed_by(key, body):
        raise NotAdmittedError(401, SIGNATURE_INVALID, "the request is not signed with the key that it brings")
