"""A provider of OpenID Connect on this computer: Django OAuth Toolkit with people, and one client, the dashboard.

`python -m tests.browser.provider PORT REDIRECT FOLDER` answers until it is stopped.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from joserfc.jwk import RSAKey

from tests.browser.provider import CLIENT, DOMAIN, FAULTS, PASSWORD, PEOPLE, SECRET

FORM = '<form method="post">{% csrf_token %}{{ form }}<button type="submit">Masuk</button></form>'


def configure(port: int, folder: Path) -> None:
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # it never leaves this computer
    settings.configure(
        SECRET_KEY=os.urandom(32).hex(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.browser.provider.urls",
        USE_TZ=True,
        LOGGING_CONFIG=None,  # errors are told where it was started
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # quick
        # a browser keeps cookies by host, whatever the port
        SESSION_COOKIE_NAME="provider_session",
        CSRF_COOKIE_NAME="provider_csrf",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": FORM})]},
        }],
        LOGIN_URL="/login/",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}",
            "OIDC_RSA_PRIVATE_KEY": RSAKey.generate_key(2048).as_pem(private=True).decode(),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "OAUTH2_VALIDATOR_CLASS": "tests.browser.provider.claims.Validator",
            "SCOPES": {"openid": "", "email": "", "profile": ""},
        },
    )  # fmt: skip
    django.setup()


def fill(redirect: str) -> None:
    """The tables, the people and the client."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from oauth2_provider.models import get_application_model

    call_command("migrate", verbosity=0)
    people = get_user_model().objects
    for name in (*PEOPLE, *FAULTS):
        people.create_user(f"{name}@{DOMAIN}", f"{name}@{DOMAIN}", PASSWORD)
    application = get_application_model()
    application.objects.create(
        name="Kinerja Aceh", client_id=CLIENT, client_secret=SECRET, client_type=application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=application.GRANT_AUTHORIZATION_CODE, algorithm=application.RS256_ALGORITHM,
        redirect_uris=redirect, post_logout_redirect_uris=redirect, skip_authorization=True,
    )  # fmt: skip


def main() -> None:
    port, redirect, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    configure(port, folder)
    fill(redirect)
    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    run("127.0.0.1", port, get_wsgi_application(), threading=True)


if __name__ == "__main__":
    main()
