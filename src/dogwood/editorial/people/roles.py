"""The five roles, and the rights of each: Wagtail's groups, made once and an administrator's to change from then on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from ..models import ClinicalReviewTask

EDITOR, REVIEWER, TRANSLATOR, VOLUNTEER, ADMINISTRATOR = (
    "Editor", "Clinical reviewer", "Translator", "Call volunteer", "Administrator",
)  # fmt: skip
_ENTRIES = ("listing", "organization", "publication", "event", "glossaryterm", "urgentwords")
_ALL = ("add", "change", "delete", "view", "publish", "lock", "unlock")


@dataclass(frozen=True)
class Role:
    """rights: ``app.codename``. pages: Wagtail's page rights on the whole tree. files: rights on pictures and documents."""

    name: str
    rights: tuple[str, ...]
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def _entry_rights(actions: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"editorial.{action}_{model}" for model in _ENTRIES for action in actions)


_DESK = ("wagtailadmin.access_admin",)
_READ = (*_DESK, *_entry_rights(("view",)), "checks.view_check")
ROLES = (
    Role(
        EDITOR,
        (
            *_READ, *_entry_rights(_ALL), "checks.add_check", "checks.view_report", "checks.change_report",
            "checks.view_letter", "checks.change_letter", "checks.view_contact", "checks.add_contact",
            "checks.change_contact", "checks.delete_contact", "checks.add_audit", "checks.view_audit",
            "checks.change_audit", "exchange.view_importrun", "exchange.add_importrun", "exchange.change_importrun",
            "publishing.view_build", "wagtail_localize.submit_translation", "editorial.sign_twin",
            "checks.view_probefinding", "checks.change_probefinding", "checks.view_proberun", "checks.add_proberun",
            "checks.change_proberun",
        ),
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        files=("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"),
    ),
    Role(REVIEWER, (*_READ, "publishing.view_build"), pages=("change",)),
    Role(
        TRANSLATOR,
        (*_READ, *_entry_rights(("change",)), "wagtail_localize.submit_translation", "editorial.sign_twin"),
        pages=("change",),
    ),
    Role(VOLUNTEER, (*_DESK, "checks.add_check", "checks.view_check", "editorial.view_listing")),
)  # fmt: skip
REVIEW_WORKFLOW = "Clinical review"


def put_roles() -> list[str]:
    """Make the roles that are missing, and the workflow of clinical review; returns the names of those made.

    What is there stays as it is: an administrator may have changed it. Wagtail's own two groups go where nobody is in them.
    """
    made = []
    with transaction.atomic():
        for role in ROLES:
            group, is_new = Group.objects.get_or_create(name=role.name)
            if is_new:
                made.append(role.name)
                _give(group, role)
        administrators, is_new = Group.objects.get_or_create(name=ADMINISTRATOR)
        if is_new:
            made.append(ADMINISTRATOR)
            administrators.permissions.set(Permission.objects.all())
            _give_pages(administrators, ("add", "change", "publish", "lock", "unlock", "bulk_delete"))
            _give_files(administrators, ("add_image", "change_image", "choose_image", "delete_image", "add_document",
                                         "change_document", "choose_document", "delete_document"))  # fmt: skip
        Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
        _put_workflow()
    return made


def _give(group: Group, role: Role) -> None:
    wanted = set(role.rights)
    found = [
        permission
        for permission in Permission.objects.select_related("content_type")
        if f"{permission.content_type.app_label}.{permission.codename}" in wanted
    ]
    group.permissions.set(found)
    _give_pages(group, role.pages)
    _give_files(group, role.files)


def _give_pages(group: Group, actions: Iterable[str]) -> None:
    root = Page.get_first_root_node()
    for action in actions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _give_files(group: Group, codenames: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    for codename in codenames:
        permission = Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename=codename
        ).first()
        if permission is not None:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _put_workflow() -> None:
    """One workflow for all pages: a clinical reviewer reads and signs. Wagtail's own one gives way to it."""
    if Workflow.objects.filter(name=REVIEW_WORKFLOW).exists():
        return
    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    task = ClinicalReviewTask.objects.create(name=REVIEW_WORKFLOW)
    task.groups.set(Group.objects.filter(name__in=[REVIEWER, ADMINISTRATOR]))
    workflow = Workflow.objects.create(name=REVIEW_WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
