"""A headless Chromium with several screens of the hall open at once, as a wall of monitors."""

import os

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from parts.patience import until


class Browser:
    def __init__(self, pictures):
        self.pictures = pictures
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for switch in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                       "--disable-gpu", "--hide-scrollbars", "--lang=zh-CN",
                       "--disable-background-timer-throttling",
                       "--disable-backgrounding-occluded-windows",
                       "--disable-renderer-backgrounding", "--window-size=1280,900"]:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService("/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self._blank = self.driver.current_window_handle

    def open(self, address, width=1280, height=900):
        """Opens one more screen and waits until its picture is live."""
        self.driver.switch_to.new_window("window")
        screen = Screen(self, self.driver.current_window_handle, width, height)
        self.driver.get(address)
        return screen

    def complaints(self):
        """What the pages' consoles say that is wrong, but for answers that are no success."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE" and "Failed to load resource" not in entry["message"]]

    def end(self):
        self.driver.quit()


class Screen:
    def __init__(self, browser, handle, width, height):
        self.browser = browser
        self.driver = browser.driver
        self.handle = handle
        # The measures are those of the picture, not of the window around it.
        self.look()
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def look(self):
        self.driver.switch_to.window(self.handle)
        return self.driver

    def all(self, selector):
        return self.look().find_elements(By.CSS_SELECTOR, selector)

    def see(self, selector, text=None, within=15):
        """Waits for an element that can be seen, with `text` in it, and returns it."""
        def find():
            try:
                for element in self.all(selector):
                    if element.is_displayed() and (text is None or text in element.text):
                        return element
            except StaleElementReferenceException:
                return None

        try:
            return until(f"{selector} with {text}", find, within)
        except AssertionError:
            self.keep("not-seen")
            raise

    def see_none(self, selector, within=15):
        def gone():
            try:
                return not any(element.is_displayed() for element in self.all(selector))
            except StaleElementReferenceException:
                return False

        until(f"no {selector}", gone, within)

    def live(self):
        self.see('body[data-link="live"]', within=25)
        return self

    def press(self, selector):
        """Presses a button as soon as it may be pressed."""
        until(f"{selector} can be pressed", lambda: self.try_press(selector))

    def try_press(self, selector):
        """Presses a button if it may be pressed at this moment."""
        try:
            for element in self.all(selector):
                if element.is_displayed() and element.is_enabled():
                    element.click()
                    return True
        except WebDriverException:
            # It moved or went while the finger came down.
            return False

    def type(self, *keys):
        self.look()
        ActionChains(self.driver).send_keys(*keys).perform()

    def swipe(self, card):
        """A keyboard-wedge reader: the number at once, then Enter."""
        self.type(card, Keys.ENTER)

    def data(self, name):
        return self.look().execute_script(f"return document.body.dataset.{name}")

    def overflows(self, selector="html"):
        """Whether something in it is wider than it, as the page than its screen."""
        return self.look().execute_script(
            "const box = document.querySelector(arguments[0]);"
            "return box !== null && box.scrollWidth > box.clientWidth", selector)

    def keep(self, name):
        """A picture of the screen for whoever looks at it later."""
        os.makedirs(self.browser.pictures, exist_ok=True)
        file = os.path.join(self.browser.pictures, f"{name}.png")
        self.look().save_screenshot(file)
        return file
