"""Who may open what: every role against every page of the desk."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission, Workflow

from dogwood.editorial.people.roles import ADMINISTRATOR, EDITOR, REVIEWER, ROLES, TRANSLATOR, VOLUNTEER, put_roles

pytestmark = pytest.mark.django_db
E, R, T, V, A = EDITOR, REVIEWER, TRANSLATOR, VOLUNTEER, ADMINISTRATOR
EVERYONE = {E, R, T, V, A}
#: Page → the roles that may open it.
MATRIX = {
    "/desk/": EVERYONE,
    "/desk/today/": EVERYONE,
    "/desk/second-step/set-up/": EVERYONE,
    "/desk/calls/": {E, V, A},
    "/desk/calls/sheet/": {E, V, A},
    "/desk/truth/": EVERYONE,
    "/desk/reader-reports/": {E, A},
    "/desk/letters/": {E, A},
    "/desk/translations/": {E, T, A},
    "/desk/find-and-replace/": {E, A},
    "/desk/saved-filters/": EVERYONE,
    "/desk/contacts/": {E, A},
    "/desk/checks/": EVERYONE,
    "/desk/checks/new/": {E, V, A},
    "/desk/builds/": {E, R, A},
    "/desk/books/": {E, A},
    "/desk/snippets/editorial/listing/": EVERYONE,
    "/desk/snippets/editorial/listing/add/": {E, A},
    "/desk/snippets/editorial/glossaryterm/": {E, R, T, A},
    "/desk/snippets/editorial/organization/add/": {E, A},
    "/desk/pages/": {E, R, T, A},
    "/desk/images/": {E, A},
    "/desk/documents/": {E, A},
    "/desk/users/": {A},
    "/desk/groups/": {A},
    "/desk/workflows/list/": {A},
    "/desk/settings/checks/checkpolicy/": {A},
    "/desk/settings/editorial/directorysettings/": {A},
}


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    put_roles()
    found = {}
    for name in EVERYONE:
        user = get_user_model().objects.create_user(name.replace(" ", "-"), "", "a long password")
        user.groups.add(Group.objects.get(name=name))
        found[name] = Client()
        found[name].force_login(user)
    return found


def test_every_role_opens_what_it_may_and_nothing_else(clients: dict[str, Client]) -> None:
    wrong = {}
    for path, allowed in MATRIX.items():
        for name, client in clients.items():
            answer = client.get(path, follow=True)
            landed = answer.redirect_chain[-1][0] if answer.redirect_chain else path
            is_open = answer.status_code == 200 and landed.startswith(path)
            if is_open != (name in allowed):
                wrong[path, name] = f"{answer.status_code} {landed}"
    assert not wrong


def test_roles_are_made_once_and_are_the_administrators_from_then_on(db: None) -> None:
    assert set(put_roles()) == EVERYONE
    volunteers = Group.objects.get(name=VOLUNTEER)
    volunteers.permissions.clear()
    assert put_roles() == []
    assert not volunteers.permissions.exists()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert Workflow.objects.filter(active=True).count() == 1


def test_every_right_that_a_role_names_is_one_that_there_is(db: None) -> None:
    put_roles()
    for role in ROLES:
        group = Group.objects.get(name=role.name)
        having = {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}
        assert set(role.rights) == having, role.name
        assert {right.permission.codename for right in GroupPagePermission.objects.filter(group=group)} == {
            f"{action}_page" for action in role.pages
        }


def test_only_editors_and_administrators_publish(db: None, clients: dict[str, Client]) -> None:
    publishing = {right.group.name for right in GroupPagePermission.objects.filter(permission__codename="publish_page")}
    assert publishing == {EDITOR, ADMINISTRATOR}


def test_a_volunteers_home_shows_calls_and_no_reports(clients: dict[str, Client]) -> None:
    page: Any = clients[VOLUNTEER].get("/desk/").content.decode()
    assert "/desk/calls/" in page and "/desk/letters/" not in page and "/desk/reader-reports/" not in page
