"""Somebody at the desk, in a browser without scripts: pages, forms and cookies by HTTP alone."""

import html
import re

import httpx


class Clerk:
    def __init__(self, address):
        self.http = httpx.Client(base_url=address, timeout=120.0)
        self.page = None

    def get(self, path, **query):
        self.page = self.http.get(path, params=query or None)
        return self.page

    def post(self, path, mark=True, **form):
        """Sends a form with the mark of the page that is open."""
        if mark:
            form["csrf"] = self.field("csrf")
        self.page = self.http.post(path, data=form)
        return self.page

    def field(self, name):
        """The value of the first input of this name on the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page.text)
        return found and html.unescape(found[1])

    def hidden(self):
        """What the question's form carries."""
        body = self.page.text.split("<h1>", 1)[-1]
        return {name: html.unescape(value) for name, value in re.findall(
            r'<input type="hidden" name="([^"]*)" value="([^"]*)">', body)}

    def sign_in(self, name, password, back=""):
        self.get("/desk/sign-in", back=back)
        return self.post("/desk/sign-in", name=name, password=password, back=back)
