"""The bot's certificate and its private key, in one PEM, looked at before anybody is asked for a token."""

from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from bot.environment import PREFIX

_FILE = f"{PREFIX}APP_CERTIFICATE"
_BOTH = "It must be a PEM with the certificate and its private key, readable to whom the bot runs as."


class UnusableCertificateError(ValueError):
    """The file does not prove who the bot is. `says` what is wrong, and what to `do`."""

    def __init__(self, says: str, do: str = _BOTH) -> None:
        super().__init__(f"{says} {do}")
        self.says = says
        self.do = do


def certificate_in(file: Path) -> x509.Certificate:
    """Return the first certificate of a PEM, which is the one that azure-identity shows, if its key is there.

    Raises:
        UnusableCertificateError: the file cannot be read; certificate or key is missing; the key has a
            password, or is of another certificate.

    """
    try:
        data = file.read_bytes()
        certificate = x509.load_pem_x509_certificate(data)
    except (OSError, ValueError):
        raise UnusableCertificateError(f"{_FILE} holds no certificate that can be read.") from None
    if _public_key_of(data) != _as_bytes(certificate.public_key()):
        raise UnusableCertificateError(
            f"The private key in {_FILE} is of another certificate.",
            "Put the key that was made with the first certificate of the file there.",
        )
    return certificate


def _public_key_of(data: bytes) -> bytes:
    try:
        key = serialization.load_pem_private_key(data, password=None)
    except TypeError:  # a key for which it has no password
        raise UnusableCertificateError(
            f"The private key in {_FILE} has a password, which the bot does not have.",
            "Write it without one (openssl pkcs8 -topk8 -nocrypt), into a file that only the bot can read.",
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise UnusableCertificateError(f"{_FILE} holds no private key that can be read.") from None
    return _as_bytes(key.public_key())


def _as_bytes(key: object) -> bytes:
    written: bytes = key.public_bytes(  # type: ignore[attr-defined]  # each kind of key has it
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return written
