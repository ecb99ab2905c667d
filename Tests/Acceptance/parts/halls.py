"""Settings files of halls smaller than the demonstration's."""


def small_hall(boards="", printers="", printer=None, readers="", voice="", rules="", more=""):
    """One hall `draw` with queues A and E, windows 1 and 2, kiosk K1; sections in YAML."""
    place = f", printer: {printer}" if printer else ""
    parts = [f"""\
hospital: {{name: 试验医院, nameEn: Test Hospital}}
halls:
  - id: draw
    name: 采血大厅
    nameEn: Blood draw hall
    campus: benbu
    queues:
      - {{id: A, name: 门诊, nameEn: Outpatient}}
      - {{id: E, name: 急诊, nameEn: Emergency}}
    windows:
      - {{id: "1", name: 1号窗口, queues: [A, E]}}
      - {{id: "2", name: 2号窗口, queues: [A, E]}}
    routing: {{otherwise: A, emergency: E}}
    kiosks: [{{id: K1{place}}}]
    advice:
      - {{zh: 请保持空腹, en: Please stay fasting}}
"""]
    if rules:
        parts.append(f"    rules: {rules}\n")
    parts.append(f"""\
boards:
  - {{id: draw, kind: hall, hall: draw, title: {{zh: 采血大厅, en: Blood draw hall}}}}
  - {{id: reports, kind: reports, hall: draw, title: {{zh: 检验报告, en: Reports}}}}
{boards.strip(chr(10))}
""")
    if printers:
        parts.append("printers:\n" + printers.strip("\n") + "\n")
    if readers:
        parts.append("readers:\n" + readers.strip("\n") + "\n")
    parts.append(voice.strip("\n") + "\n" if voice else "voice: {zones: [{id: draw, device: none}]}\n")
    parts.append(more)
    return "".join(parts)
