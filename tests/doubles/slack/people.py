"""users.*, usergroups.*, views.*: who is there, and what they are shown."""

import copy

from tests.doubles.slack.limits import check, view_violations
from tests.doubles.slack.state import Asked, Json, Person, SlackSays


def _person(asked: Asked, id_: str) -> Person:
    person = asked.team.people.get(id_)
    if person is None:
        raise SlackSays("user_not_found")
    return person


def _shown(asked: Asked, person: Person) -> Json:
    with_email = "users:read.email" in asked.team.scopes
    with_locale = asked.truth("include_locale")
    return person.shown(asked.team.id, with_locale=with_locale, with_email=with_email)


def info(asked: Asked) -> Json:
    asked.need("users:read")
    return {"user": _shown(asked, _person(asked, asked.text("user")))}


def by_email(asked: Asked) -> Json:
    asked.need("users:read.email")
    wanted = asked.text("email").lower()
    for person in asked.team.people.values():
        if person.email.lower() == wanted and not person.deleted:
            return {"user": _shown(asked, person)}
    raise SlackSays("users_not_found")


def group_members(asked: Asked) -> Json:
    asked.need("usergroups:read")
    group = asked.team.groups.get(asked.text("usergroup"))
    if group is None:
        raise SlackSays("no_such_subteam")
    return {"users": sorted(group[1])}


def groups(asked: Asked) -> Json:
    asked.need("usergroups:read")
    return {
        "usergroups": [
            {
                "id": id_,
                "team_id": asked.team.id,
                "is_usergroup": True,
                "name": handle,
                "handle": handle,
                "date_delete": 0,
                "user_count": len(people),
            }
            for id_, (handle, people) in asked.team.groups.items()
        ]
    }


def _view(asked: Asked, surface: str) -> Json:
    view: Json = copy.deepcopy(asked.args.get("view") or {})
    wanted = "home" if surface == "home" else "modal"
    if view.get("type") != wanted or not isinstance(view.get("blocks"), list):
        raise SlackSays("invalid_arguments")
    wrong = asked.world.check(view["blocks"], "home" if surface == "home" else "modal")
    faults = view_violations(view) if asked.world.check is check else []
    if wrong is not None or faults:
        messages = faults or [str(wrong)]
        raise SlackSays("invalid_arguments", response_metadata={"messages": messages})
    return view


def _kept(asked: Asked, view: Json, id_: str) -> Json:
    kept = {
        **view,
        "id": id_,
        "team_id": asked.team.id,
        "app_id": "A0CLERK",
        "bot_id": asked.team.bot,
        "root_view_id": id_,
        "hash": f"{asked.world.number()}.sample",
        "state": {"values": {}},
    }
    asked.team.views[id_] = kept
    return {"view": kept}


def open_view(asked: Asked) -> Json:
    trigger = asked.text("trigger_id")
    if asked.world.triggers.pop(trigger, None) != asked.team.id:
        raise SlackSays("expired_trigger_id")
    return _kept(asked, _view(asked, "modal"), asked.world.new_id("V"))


def push_view(asked: Asked) -> Json:
    """Put a modal on the one that was opened last."""
    modals = [one for one in asked.team.views.values() if one["type"] == "modal"]
    if not modals:
        raise SlackSays("not_found")
    beneath = modals[-1]
    view = open_view(asked)["view"]
    view |= {"previous_view_id": beneath["id"], "root_view_id": beneath["root_view_id"]}
    return {"view": view}


def update_view(asked: Asked) -> Json:
    id_ = asked.text("view_id")
    if id_ not in asked.team.views:
        raise SlackSays("not_found")
    given = asked.args.get("hash")
    if given and given != asked.team.views[id_]["hash"]:
        raise SlackSays("hash_conflict")
    return _kept(asked, _view(asked, asked.team.views[id_]["type"]), id_)


def publish_view(asked: Asked) -> Json:
    user = _person(asked, asked.text("user_id"))
    view = _view(asked, "home")
    asked.team.homes[user.id] = view
    return _kept(asked, view, asked.world.new_id("V"))
