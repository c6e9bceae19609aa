"""The part of SCIM's User and Group that is kept here; what else a directory sends is ignored."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from scim2_models import (
    URN,
    AnyExtension,
    CaseExact,
    ComplexAttribute,
    Extension,
    Mutability,
    Reference,
    Required,
    Resource,
    ScimPolicy,
    Uniqueness,
)

Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=254)]
CORE = "urn:ietf:params:scim:schemas:core:2.0:"

# Directories send more than anybody keeps, and write some of it in ways of their own.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    """The components of the user's name."""

    formatted: Short | None = None
    family_name: Short | None = None
    given_name: Short | None = None
    middle_name: Short | None = None
    honorific_prefix: Short | None = None
    honorific_suffix: Short | None = None


class Email(ComplexAttribute):
    """An e-mail address; the primary one, else the first for work, else the first is the login's."""

    value: Long | None = None
    display: Short | None = None
    type: Short | None = None
    primary: bool | None = None


class GroupMembership(ComplexAttribute):
    """A team to which the person belongs now."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    ref: Annotated[Reference[Any] | None, Mutability.read_only] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, Mutability.read_only] = None


class User(Resource[AnyExtension]):
    """A person and the login."""

    __schema__ = URN(f"{CORE}User")

    external_id: Annotated[Long | None, CaseExact.true] = None
    user_name: Annotated[Long | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: Short | None = None
    preferred_language: Short | None = None
    timezone: Short | None = None
    active: bool | None = None
    emails: Annotated[list[Email] | None, Field(max_length=20)] = None
    groups: Annotated[list[GroupMembership] | None, Mutability.read_only] = None


class EnterpriseUser(Extension):
    """The number by which a worker who is here already is found."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: Short | None = None


class Member(ComplexAttribute):
    """A person of the team."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    ref: Annotated[Reference[Any] | None, Mutability.read_only] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, Mutability.read_only] = None


class Group(Resource[Any]):
    """A team. It is changed in the pages of access alone."""

    __schema__ = URN(f"{CORE}Group")

    display_name: Annotated[str | None, Mutability.read_only, Required.true] = None
    members: Annotated[list[Member] | None, Mutability.read_only] = None


FullUser = User[EnterpriseUser]
