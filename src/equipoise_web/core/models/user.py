"""A login. It holds no rights: those come from the roles of the person behind it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower

from equipoise_web.core.access.visibility import VisibleQuerySet
from equipoise_web.core.models.person import Person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from equipoise_web.core.access.standing import Standing


class UserManager(BaseUserManager["User"]):
    """Makes logins and finds them by e-mail address, whatever its capitals."""

    def get_queryset(self) -> VisibleQuerySet[User]:
        return VisibleQuerySet(self.model, using=self._db)

    def visible_to(self, viewer: User | AnonymousUser | Standing) -> VisibleQuerySet[User]:
        """The logins that the viewer may see."""
        return self.get_queryset().visible_to(viewer)

    def create_user(self, email: str, password: str | None = None, *, person: Person | None = None) -> User:
        """A login with a password, or with an unusable one where it is None."""
        user = self.model(email=email.strip().lower(), person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """Who signs in, by e-mail address; there is no superuser."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    is_active = models.BooleanField(default=True)
    # Part of each session's and each link's hash: raising it ends them all, for good.
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower(F("email"))), name="core_user_email_lower"),
        )

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's hash of the password, made to end with the epoch as well."""
        stem = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]  # not in the stubs
        return f"{stem}.{self.session_epoch}"

    def has_perm(self, _permission: str, _obj: Any = None) -> bool:
        """Django's own permissions grant nothing here."""
        return False
