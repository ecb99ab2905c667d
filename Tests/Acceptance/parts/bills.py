"""Money at the hospital, as HIS tells it, and a hospital whose kiosk and app show the bills."""

from datetime import datetime, timedelta, timezone

from parts.halls import small_hall
from parts.hospital import event, registered

CHINA = timezone(timedelta(hours=8))


def now(minutes=0):
    """A moment near now, as HIS writes it."""
    at = datetime.now(CHINA) - timedelta(minutes=minutes)
    return at.isoformat(timespec="seconds")


def sheet(settlement, patient, total, source="kiosk", point="K1", **more):
    """A charge sheet that adds up."""
    return {
        "settlement": settlement, "patient": patient, "visit": f"V-{patient}",
        "department": {"code": "1001", "name": "心内科"},
        "source": source, "point": point, "cashier": "U07", "cashierName": "收费员甲",
        "total": total,
        "charges": [{"code": "01", "name": "西药费", "unit": "项", "price": total, "quantity": 1,
                     "amount": total, "self": 0}],
        "items": [{"code": "X1", "name": "阿莫西林胶囊", "charge": "01", "form": "胶囊",
                   "specification": "0.25g*24", "unit": "盒", "price": total, "quantity": 1,
                   "amount": total, "self": 0, "class": "甲"}],
        "payments": [{"channel": "wechat", "amount": total, "reference": f"wx-{settlement}"}],
        "insurance": {"type": "自费"}, **more}


def registration(number, patient, total=1250, **more):
    return event("registration.paid",
                 {**sheet(number, patient, total, **more), "registration": f"G-{number}"},
                 at=now(40))


def settlement(number, patient, total=12850, **more):
    return event("settlement.completed", sheet(number, patient, total, **more), at=now(30))


def admission(stay, patient):
    return event("stay.admitted", {
        "stay": stay, "patient": patient, "number": f"Z-{stay}",
        "department": {"code": "1001", "name": "心内科"}, "ward": {"code": "W1", "name": "一病区"},
        "bed": "12", "doctor": {"id": "D1", "name": "张医生"}, "admittedAt": now(3000)}, at=now(60))


def deposit(number, stay, patient, amount=50000, source="kiosk", point="K1"):
    return event("deposit.paid", {
        "deposit": number, "stay": stay, "patient": patient, "amount": amount, "balance": amount,
        "department": {"code": "1001", "name": "心内科"},
        "payments": [{"channel": "alipay", "amount": amount}], "source": source, "point": point,
        "cashier": "U07", "cashierName": "收费员甲"}, at=now(20))


def discharge(number, stay, patient, total=98760, **more):
    return event("discharge.settled", {
        **sheet(number, patient, total, **more), "stay": stay, "inpatientNumber": f"Z-{stay}",
        "admittedOn": now(4320)[:10], "dischargedOn": now()[:10], "days": 3,
        "admittedTo": {"code": "1001", "name": "心内科"},
        "dischargedFrom": {"code": "1001", "name": "心内科"}, "bed": "12", "deposits": []},
        at=now(10))


def connector(platform, folder, more=""):
    """The settings of the e-invoice connector for a platform of the test's own."""
    key = folder / "einvoice.key"
    key.write_text(platform.key, encoding="utf-8")
    place = platform.places[0]
    return f"""\
connectors:
  einvoice:
    lane: {{backOff: [1], breakerOpen: 1, breakerAfter: 50}}
    issuesAtOnce: [window]
    campuses:
      benbu:
        url: {platform.url}
        appid: {platform.appid}
        key: "file:{key}"
        places:
          window: {{"*": "{place}"}}
          kiosk: {{"*": "{place}"}}
          app: {{"*": "{place}"}}
{more}"""


def hospital(platform, folder, printers, printer="bills", need="card", more=""):
    """A hall whose kiosk K1 prints tickets into a folder and bills on `printer`."""
    settings = small_hall(
        printers=f"""
  - {{id: front, kind: folder, queue: "{folder}/tickets"}}
{printers.strip(chr(10))}""", more=connector(platform, folder, more))
    return settings.replace(
        "kiosks: [{id: K1}]",
        f"kiosks: [{{id: K1, printer: front, billPrinter: {printer}, billsNeed: {need}}}]")


def people():
    """Two patients with a card and an ID number each."""
    return [
        registered("B1", "欧阳小燕", "7100000001",
                   documents=[{"type": "resident", "number": "350102199003070012"}]),
        registered("B2", "高远", "7100000002", sex="M",
                   documents=[{"type": "resident", "number": "35010219900307002X"}]),
    ]


def everything(patient="B1", prefix="S", **more):
    """One sheet of each of the four kinds."""
    return [
        registration(f"{prefix}1", patient, **more), settlement(f"{prefix}2", patient, **more),
        admission(f"{prefix}Y", patient),
        deposit(f"{prefix}3", f"{prefix}Y", patient, **more),
        discharge(f"{prefix}4", f"{prefix}Y", patient, **more)]
