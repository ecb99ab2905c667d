"""What HIS and LIS send: events, as the interface has them."""

import uuid

AT = "2026-11-22T07:30:00+08:00"


def event(kind, data, id=None, campus="benbu", at=AT):
    return {"id": id or f"e-{uuid.uuid4()}", "type": kind, "at": at, "campus": campus,
            "data": data}


def registered(patient, name, *cards, sex="F", born="1990-03-07", documents=()):
    return event("patient.registered", {
        "patient": patient, "name": name, "sex": sex, "birthDate": born, "cards": list(cards),
        "documents": list(documents)})


def order(order, patient, kind="order.paid", urgency="routine", department="内科", **more):
    return event(kind, {
        "order": order, "patient": patient, "visit": f"V-{patient}", "department": department,
        "urgency": urgency, "items": [{"code": "CBC", "name": "血常规", "tube": "purple"}],
        **more})


def verified(report, order, patient, **more):
    return event("report.verified", {
        "report": report, "order": order, "patient": patient, "verifiedBy": "D7",
        "items": [{"code": "WBC", "value": "6.1", "unit": "10^9/L"}]}, **more)


def crowd(count, first=1, urgent_every=0):
    """`count` patients with a card and a paid order each; returns the events and the cards."""
    events, cards = [], []
    for number in range(first, first + count):
        patient, card = f"X{number}", f"71{number:08d}"
        is_urgent = urgent_every and number % urgent_every == 0
        cards.append(card)
        events.append(registered(patient, f"测试{number}", card))
        events.append(order(f"XL{number}", patient, urgency="urgent" if is_urgent else "routine"))
    return events, cards
