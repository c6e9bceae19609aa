"""What there is: capabilities, kinds of resources and their schemas."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Meta,
    Patch,
    Resource,
    ResourceType,
    Schema,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)

from equipoise_web.provisioning.queries import MOST
from equipoise_web.provisioning.represent import address
from equipoise_web.provisioning.resources import POLICY, EnterpriseUser, FullUser, Group, User

R = TypeVar("R", bound=Resource[Any])


def _config() -> ServiceProviderConfig:
    bearer = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken,
        name="Bearer token",
        description="A key made at /me/tokens for a directory, by an administrator of the organisation.",
        primary=True,
    )
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        authentication_schemes=[bearer],
    )


@cache
def service() -> ScimProvider:
    """The service as a whole."""
    kinds = [ResourceType.from_resource(FullUser), ResourceType.from_resource(Group)]
    kinds[0].description = "A person and the login"
    kinds[1].description = "A team, to read"
    return ScimProvider(
        models=[User, Group, EnterpriseUser], resource_types=kinds, config=_config(), policy=POLICY
    )


def config() -> ServiceProviderConfig:
    """The capabilities, with where they stand."""
    found = service().config
    assert found is not None
    return placed(found, "ServiceProviderConfig")


def resource_types() -> dict[str, ResourceType]:
    """The kinds of resources by name."""
    return {each.name or "": placed(each, "ResourceTypes", each.name) for each in service().resource_types}


def schemas() -> dict[str, Schema]:
    """The schemas by their URI."""
    return {str(each.id): placed(each, "Schemas", each.id) for each in service().schemas}


def placed(resource: R, endpoint: str, identifier: object = "") -> R:
    """A copy that says what and where it is."""
    found = resource.model_copy()
    found.meta = Meta(
        resource_type=type(resource).__name__.partition("[")[0], location=address(endpoint, identifier)
    )
    return found
