"""What the provider says of a person, and the tokens that are wrong on purpose."""

import base64
import json
import time

from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.browser.provider import DOMAIN

HOUR = 3600
# Name of the person → what the signed token says of them instead.
CHANGED = {
    "nonce": lambda now: {"nonce": "another"},
    "audience": lambda now: {"aud": "another"},
    "issuer": lambda now: {"iss": "http://127.0.0.1:9"},
    "expired": lambda now: {"iat": now - 2 * HOUR, "exp": now - HOUR},
    "unverified": lambda now: {"email_verified": False},
    "nameless": lambda now: {"email": ""},
    "early": lambda now: {"auth_time": now - 13 * HOUR},
}


class Validator(OAuth2Validator):
    def get_additional_claims(self, request):
        return {"email": request.user.email, "email_verified": True, "name": request.user.username}

    def get_id_token_dictionary(self, token, token_handler, request):
        said, until = super().get_id_token_dictionary(token, token_handler, request)
        change = CHANGED.get(_name(request))
        return {**said, **(change(int(time.time())) if change else {})}, until

    def finalize_id_token(self, id_token, token, token_handler, request):
        written = super().finalize_id_token(id_token, token, token_handler, request)
        header, said, signature = written.split(".")
        other = {**_read(said), "email": f"governor@{DOMAIN}"}
        if _name(request) == "signature":
            return ".".join([header, _written(other), signature])
        if _name(request) == "algorithm":
            return ".".join([_written({**_read(header), "alg": "none"}), _written(other), ""])
        return written


def _name(request) -> str:
    return request.user.username.partition("@")[0]


def _read(part: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def _written(said: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
