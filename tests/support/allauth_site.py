"""A site whose sign-in is not ours: django-allauth with e-mail, password and authenticator code.

Run as a program: ``allauth_site.py FOLDER EMAIL PASSWORD TOTP_SECRET``. It prints its address and serves until its
standard input is closed. ``/heard/`` lists the paths that were POSTed to since it was asked last.
"""

import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

INSIDE = """<title>Inside</title><nav><a href="/accounts/email/">Change Email</a> <a href="/accounts/2fa/">Security</a>
<a href="/accounts/logout/">Sign Out</a></nav><h1>Members only</h1><p>Hello, {}</p>"""


@login_required  # type: ignore[untyped-decorator]  # Django brings no types
def inside(request: HttpRequest) -> HttpResponse:
    return HttpResponse(INSIDE.format(request.user.email))


HEARD: list[str] = []


def heard(_request: HttpRequest) -> HttpResponse:
    said = "\n".join(HEARD)
    HEARD.clear()
    return HttpResponse(said, content_type="text/plain")


urlpatterns: list[object] = []
"""Filled once Django is set up: allauth's own routes need its settings."""


def configure(folder: str) -> None:
    """The settings that allauth's own documentation asks for, and no more."""
    settings.configure(
        SECRET_KEY="only for this test",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/db.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.mfa",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        LOGIN_URL="/accounts/login/",
        LOGIN_REDIRECT_URL="/inside/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MFA_TOTP_TOLERANCE=1,
        USE_TZ=True,
    )


def add_person(email: str, password: str, secret: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model

    person = get_user_model().objects.create_user(username="dana", email=email, password=password)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    TOTP.activate(person, secret)


class Listening(WSGIRequestHandler):
    """Remembers each POST instead of logging to standard error."""

    def log_request(self, *_: object) -> None:
        if self.command == "POST":
            HEARD.append(self.path.split("?")[0])


def main(folder: str, email: str, password: str, secret: str) -> None:
    configure(folder)
    django.setup()
    urlpatterns.extend([path("accounts/", include("allauth.urls")), path("inside/", inside), path("heard/", heard)])
    call_command("migrate", verbosity=0)
    add_person(email, password, secret)
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  # how the test hears of it
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
