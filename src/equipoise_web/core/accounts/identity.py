"""An identity token (OpenID Connect Core, 3.1.3.7): believed when everything about it fits."""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.crypto import constant_time_compare, salted_hmac

# With keys that the provider publishes; never the client's secret, and never none.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
REQUIRED = ("iss", "sub", "aud", "exp", "iat")
CLOCKS_APART_S = 60


def nonce_of(state: str) -> str:
    """The nonce of one attempt to sign in, whose state is random, kept in the session and used once."""
    return salted_hmac("equipoise.oidc.nonce", state, algorithm="sha256").hexdigest()


def verified_claims(token: Any, *, keys: Any, issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """What the provider says of the person, signed for this client and this attempt.

    Parameters
    ----------
    keys
        The provider's key set, as it publishes it.

    Raises
    ------
    OAuth2Error
        The token is missing, signed by none of the keys, for somebody else, too old, or of another attempt.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(token, keys), algorithms=ALGORITHMS, audience=client, issuer=issuer,
            leeway=CLOCKS_APART_S, options={"require": list(REQUIRED)},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise OAuth2Error(f"the identity token is not valid: {problem}") from problem
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("the identity token is of another attempt to sign in")
    if claims.get("azp", client) != client:
        raise OAuth2Error("the identity token was made for another client")
    return claims


def _key(token: Any, keys: Any) -> jwt.PyJWK:
    """The published key that the token names; where it names none, the only one."""
    wanted = jwt.get_unverified_header(token).get("kid")
    public = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.key_type != "oct"]
    found = [key for key in public if key.key_id == wanted] if wanted is not None else public
    if len(found) != 1:
        raise OAuth2Error("the provider publishes no key by that name")
    return found[0]
