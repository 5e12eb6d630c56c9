"""nginx and Caddy, of Debian's packages, with the configuration that the docs give, on loopback."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

DOCS: Final = Path(__file__).parents[1] / "docs"
HOST: Final = "news.example"
"""The name that the certificate and the configurations have; it is looked up nowhere."""
_NGINX: Final = """daemon off;
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    {temporary}
    include {folder}/site.conf;
}}
"""
_TEMPORARY: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for ``HOST`` that vouches for itself, and return it and its key."""
    made, key = folder / "site.pem", folder / "site.key"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj".split()
    alternative = ["-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run(
        [*command, f"/CN={HOST}", *alternative, "-out", str(made), "-keyout", str(key)],
        check=True,
        capture_output=True,
    )
    return made, key


@contextmanager
def proxying(
    name: str, folder: Path, port: int, servers: tuple[int, int], tls: tuple[Path, Path]
) -> Iterator[None]:
    """Run a proxy until the block ends.

    Args:
        name: "nginx" or "caddy".
        folder: An empty one, for its files.
        port: Where it is to listen.
        servers: Where the chat and the API listen.
        tls: Certificate and key.
    """
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        message = f"NO {name.upper()} FOUND: THE PUBLIC ADDRESS IS NOT TESTED. INSTALL IT."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    example = "nginx.conf" if name == "nginx" else "Caddyfile"
    site = (DOCS / example).read_text(encoding="utf-8")
    for old, new in (
        ("127.0.0.1:8501", f"127.0.0.1:{servers[0]}"),
        ("127.0.0.1:8765", f"127.0.0.1:{servers[1]}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/news.example.pem", str(tls[0])),
        ("/etc/ssl/news.example.key", str(tls[1])),
        (f"{HOST} {{", f"https://{HOST}:{port} {{\n\tbind 127.0.0.1\n\ttls {tls[0]} {tls[1]}"),
    ):
        site = site.replace(old, new)
    if name == "nginx":
        paths = "\n    ".join(f"{kind}_temp_path {folder}/{kind};" for kind in _TEMPORARY)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, temporary=paths))
        command = [program, "-e", "stderr", "-c", str(folder / "nginx.conf")]
    else:
        (folder / "Caddyfile").write_text(
            f"{{\n\tadmin off\n\tauto_https off\n\tdefault_sni {HOST}\n}}\n{site}"
        )
        command = [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        )
    try:
        _wait(process, port, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until the proxy takes connections with TLS."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with (
                socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
                context.wrap_socket(plain, server_hostname=HOST),
            ):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the proxy did not start:\n{log.read_text()}")
