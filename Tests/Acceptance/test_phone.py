"""The patient's own phone page: held questions, no name."""

import json
import threading

import httpx

from parts.patience import until


def test_a_phone_that_waits_hears_of_its_call_at_once(hall):
    """§6.4a the phone page hears of the call without asking again and again"""
    demo = json.loads((hall.folder / "demo.json").read_text(encoding="utf-8"))

    def post(role, path, **body):
        return httpx.post(
            hall.address + path, json=body,
            headers={"Authorization": f"Bearer {demo['tokens'][role]}"})

    swiped = post("kiosk", "/api/v1/swipes", kiosk="K1", card=demo["cards"][0]).json()["ticket"]
    place = f"{hall.address}/api/v1/places/{swiped['id']}"
    first = httpx.get(place)
    assert first.json()["state"] == "waiting"
    assert demo["patients"][0]["name"] not in first.text
    tag = {"If-None-Match": first.headers["etag"]}
    assert httpx.get(place, headers=tag).status_code == 304

    answers = []
    waiting = threading.Thread(target=lambda: answers.append(
        httpx.get(place, params={"wait": 25}, headers=tag, timeout=40)))
    waiting.start()
    # The question is held before the call is made, else an ordinary answer would do.
    until("the question is held", lambda: "labqueue_streams 1" in httpx.get(f"{hall.address}/metrics").text)
    assert post("window", "/api/v1/windows/2/next").status_code == 200
    waiting.join(timeout=20)
    assert answers and answers[0].status_code == 200
    assert answers[0].json()["state"] == "called"
    assert answers[0].json()["window"]["id"] == "2"
