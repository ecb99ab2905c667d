"""TLS in the daemon itself."""

import ssl
import subprocess

import httpx

from parts.daemon import ENVIRONMENT, LABQUEUE
from parts.halls import small_hall


def test_the_doors_speak_tls_with_the_hospitals_certificate(tmp_path):
    certificate, key = tmp_path / "tls.pem", tmp_path / "tls.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings = tmp_path / "settings.yaml"
    settings.write_text(
        small_hall(more=f"http: {{tls: {{certificate: {certificate}, key: {key}}}}}\n"),
        encoding="utf-8")
    process = subprocess.Popen(
        [LABQUEUE, "serve", "--data", tmp_path / "data", "--settings", settings,
         "--port", "0", "--mllp-port", "0"],
        stdout=subprocess.PIPE, text=True, encoding="utf-8", env=ENVIRONMENT)
    try:
        address = process.stdout.readline().split()[1]
        assert address.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(certificate))
        assert httpx.get(f"{address}/health/ready", verify=trusting).json()["state"] == "ready"
        session = httpx.post(f"{address}/api/v1/session", verify=trusting, json={"token": "wrong"})
        assert session.status_code == 401
    finally:
        process.terminate()
        process.wait(timeout=30)
