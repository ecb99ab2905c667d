"""What every simulated counterparty lets a test do behind its counter."""

import httpx


class Backstage:
    """The control routes of one counterparty, at `self.control`."""

    control: str

    def ledger(self, number=None):
        """Everything in its books; of one number where `number` is given."""
        return httpx.get(
            f"{self.control}/ledger", params={"number": number} if number else {}).json()

    def requests(self, last=100):
        return httpx.get(f"{self.control}/requests", params={"last": last}).json()["requests"]

    def fault(self, fault, on="*", times=1, **more):
        answer = httpx.post(
            f"{self.control}/faults", json={"on": on, "times": times, "fault": fault, **more})
        assert answer.status_code == 201, answer.text

    def heal(self):
        assert httpx.delete(f"{self.control}/faults").status_code == 200

    def switch(self, **switches):
        answer = httpx.post(f"{self.control}/switches", json=switches)
        assert answer.status_code == 200, answer.text

    def reset(self):
        assert httpx.post(f"{self.control}/reset").status_code == 200


def strike(dice, hall, partner, fault):
    """One blow: a kill on either side, or `fault`, which troubles the counterparty."""
    blow = dice.choice(["daemon", "partner", "fault", "fault", "fault"])
    if blow == "daemon":
        hall.kill()
        hall.start()
    elif blow == "partner":
        partner.kill()
        partner.start()
    else:
        fault()
