"""§6.4a The voice tells the patient: pinyin, loudness, order; or says that it cannot be heard."""

import re

import pytest

from parts.daemon import run
from parts.halls import small_hall
from parts.hospital import order, registered
from parts.patience import until
from parts.sound import RATE, Loudspeaker, loudest, places, samples_of_wav

PEOPLE = [
    registered("N1", "单晓明", "7000000001"), order("NL1", "N1"),
    registered("N2", "仇丽华", "7000000002"), order("NL2", "N2"),
    registered("N3", "解小龙", "7000000003"), order("NL3", "N3", urgency="urgent"),
]


def said(sentence, folder):
    """How `labqueue say` speaks it, as samples without the silence around."""
    file = folder / "sentence.wav"
    file.unlink(missing_ok=True)
    run("say", sentence, "--wav", file)
    return samples_of_wav(file)


def hall_that_speaks(house, loudspeaker, zone):
    hall = house(small_hall(
        voice=f"voice: {{zones: [{{id: draw, device: {loudspeaker.device}, {zone}}}]}}"),
        env=loudspeaker.env)
    hall.tell(*PEOPLE)
    until("the loudspeaker is ready", lambda: hall.desk("triage").get(
        "/api/v1/triage?hall=draw").json()["voice"]["state"] == "ready")
    return hall


def test_a_call_is_heard(house, tmp_path):
    """§6.4a Number, name and window are spoken twice, after a chime, loud enough."""
    loudspeaker = Loudspeaker(tmp_path)
    hall = hall_that_speaks(house, loudspeaker, "times: 2")
    hall.ticket("7000000001")
    assert loudspeaker.heard == b"", "nothing is spoken before the call"
    hall.window("2", "next")
    sentence = said("请A001号单晓明到2号窗口抽血", tmp_path)
    seconds = len(sentence) / 2 / RATE
    assert 2 < seconds < 12 and loudest(sentence) > 6_000
    until("the sentence is heard twice", lambda: len(places(loudspeaker.heard, sentence)) == 2,
          within=20)
    first, second = places(loudspeaker.heard, sentence)
    assert first > 0.5, "a chime goes before"
    assert loudest(loudspeaker.heard[:int(first * RATE) * 2]) > 2_000
    pause = loudspeaker.heard[int((first + seconds) * RATE) * 2:int(second * RATE) * 2]
    assert len(pause) / 2 / RATE >= 0.5 and loudest(pause) < 200, "a pause parts them"


def test_a_recall_is_heard_again_and_an_arrived_patient_is_not_called(house, tmp_path):
    """§6.4a Who has come in is not called any more."""
    loudspeaker = Loudspeaker(tmp_path, slow=True)
    hall = hall_that_speaks(house, loudspeaker, "times: 1, chime: false")
    first, second = (said(f"请A00{n}号{name}到{n}号窗口抽血", tmp_path)
                     for n, name in [(1, "单晓明"), (2, "仇丽华")])
    hall.ticket("7000000001")
    hall.ticket("7000000002")
    hall.window("1", "next")
    hall.window("2", "next")
    hall.window("2", "arrive")
    hall.window("1", "recall")
    loudspeaker.listen()
    until("the first is called twice", lambda: len(places(loudspeaker.heard, first)) == 2,
          within=25)
    assert places(loudspeaker.heard, second) == []


def test_an_emergency_is_spoken_before_those_who_wait_to_be_spoken(house, tmp_path):
    """§6.4b The emergency's call goes to the front; nobody is interrupted."""
    loudspeaker = Loudspeaker(tmp_path, slow=True)
    hall = hall_that_speaks(house, loudspeaker, "times: 1, chime: false")
    speaking, waiting, emergency = (said(sentence, tmp_path) for sentence in [
        "请A001号单晓明到1号窗口抽血", "请A002号仇丽华到2号窗口抽血",
        "请E001号解小龙到1号窗口抽血"])
    hall.ticket("7000000001")
    hall.ticket("7000000002")
    hall.window("1", "next")
    hall.window("2", "next")
    hall.ticket("7000000003")
    hall.window("1", "miss")
    assert hall.window("1", "next").json()["ticket"]["label"] == "E001"
    loudspeaker.listen()
    until("all are heard", lambda: places(loudspeaker.heard, waiting), within=30)
    (a,), (b,), (e,) = (places(loudspeaker.heard, s) for s in [speaking, waiting, emergency])
    assert a < e < b


def test_without_a_loudspeaker_the_hall_goes_on_and_says_so(house):
    hall = house(small_hall(voice="voice: {zones: [{id: draw, device: no-such-device}]}"))
    hall.tell(*PEOPLE)
    hall.ticket("7000000001")
    assert hall.window("1", "next").status_code == 200
    voice = until("triage sees it", lambda: (
        lambda voice: voice if voice["state"] in ["silent", "failed"] else None)(
        hall.desk("triage").get("/api/v1/triage?hall=draw").json()["voice"]))
    assert voice["message"]["zh"] and voice["message"]["en"]
    assert hall.is_up()


@pytest.mark.parametrize("name, pinyin", [
    ("单晓明", "shan4 xiao3 ming2"), ("仇丽华", "qiu2 li4 hua2"), ("查建国", "zha1 jian4 guo2"),
    ("解小龙", "xie4 xiao3 long2"), ("曾志伟", "zeng1 zhi4 wei3"), ("任盈盈", "ren2 ying2 ying2"),
    ("朴正浩", "piao2 zheng4 hao4"), ("尉迟恭", "yu4 chi2 gong1"), ("万俟雪", "mo4 qi2 xue3"),
])
def test_surnames_are_read_as_surnames_and_nothing_in_english(name, pinyin):
    """§6.4a Pinyin first: no character of a call is spelt out in English."""
    told = run("say", f"请A083号{name}到3号窗口抽血", "--phonemes").stdout
    readings, phonemes = told.split("\n", 1)
    assert pinyin in readings.replace(",", ""), readings
    assert "(en)" not in phonemes and "(" not in phonemes
    assert len(re.findall(r"[1-5]", phonemes)) >= 12, "every syllable has its tone"


def test_numbers_are_read_digit_by_digit():
    told = run("say", "请A110号到12号窗口抽血", "--phonemes").stdout
    assert "yao1 yao1 ling2 hao4" in told


def test_a_sentence_is_written_as_sound(tmp_path):
    file = tmp_path / "call.wav"
    run("say", "请A083号单晓明到3号窗口抽血", "--wav", file)
    sound = samples_of_wav(file)
    assert 2 < len(sound) / 2 / RATE < 12 and loudest(sound) > 6_000
    english = tmp_path / "call-en.wav"
    run("say", "A083, please go to window 3", "--language", "en", "--wav", english)
    assert samples_of_wav(english) != sound and loudest(samples_of_wav(english)) > 4_000


def test_say_plays_on_the_device_it_is_told(tmp_path):
    loudspeaker = Loudspeaker(tmp_path)
    sentence = said("请到1号窗口", tmp_path)
    run("say", "请到1号窗口", "--device", loudspeaker.device, env=loudspeaker.env)
    assert places(loudspeaker.heard, sentence)
    done = run("say", "请到1号窗口", "--device", "no-such-device", check=False,
               env=loudspeaker.env)
    assert done.returncode != 0 and "no-such-device" in done.stderr
