"""Routes as their nouns write them: worked out when they are first asked for."""

from server.app import make_app
from server.nouns import Noun


def there() -> str:
    return "there"


def test_a_route_stands_in_the_interface_with_its_prefix_and_every_refusal() -> None:
    noun = Noun("/places/{place_id}")
    noun.put("/mark", status_code=201, responses={404: {"description": "No such place"}})(there)
    (written,) = noun.routes
    assert (written.method, written.path) == ("PUT", "/v1/places/{place_id}/mark")
    route = written.route
    assert (route.path, route.methods, route.status_code) == (written.path, {"PUT"}, 201)
    assert set(route.responses) == {"4XX", "503", 404}


def test_a_route_is_worked_out_once_and_not_before_it_is_asked_for() -> None:
    noun = Noun()
    for write in (noun.get, noun.post, noun.patch, noun.delete):
        write("/mark")(there)
    assert [written.method for written in noun.routes] == ["GET", "POST", "PATCH", "DELETE"]
    assert not any("route" in vars(written) for written in noun.routes)
    first = noun.routes[0]
    assert first.route is first.route
    assert not any("route" in vars(written) for written in noun.routes[1:])


def test_an_application_describes_routes_that_nobody_asked_for() -> None:
    document = make_app(None).openapi()
    assert "post" in document["paths"]["/v1/check-ins"]
