"""Billing: the plan, auto-recharge, cards, invoices. The names of the writing endpoints are invented."""

from collections.abc import Awaitable, Callable
from decimal import Decimal, InvalidOperation

from aiohttp import web

from cancelbot.sandbox.api import shapes
from cancelbot.sandbox.api.access import Api
from cancelbot.sandbox.faults import Act
from cancelbot.sandbox.middlewares import LOGGED
from cancelbot.sandbox.mutations import Mutations, RechargeChange
from cancelbot.sandbox.replies import Json, RefusalError, json_body, listing, page_of
from cancelbot.sandbox.scenario import Read
from cancelbot.sandbox.state import Organization

Show = Callable[[Organization], web.Response]
Endpoint = Callable[[web.Request], Awaitable[web.Response]]


class BillingApi(Api):
    """The endpoints under /dashboard/billing, all of them for owners only."""

    def routes(self) -> list[web.RouteDef]:
        base = "/dashboard/billing"
        reads: dict[str, tuple[Read | None, Show]] = {
            "subscription": (None, lambda mine: web.json_response(shapes.subscription(mine))),
            "plan": (Read.PLAN, lambda mine: web.json_response(shapes.plan(mine))),
            "credit_grants": (None, lambda mine: web.json_response(shapes.credit_grants(mine))),
            "payment_methods": (Read.CARDS, lambda mine: listing([shapes.card_shape(each) for each in mine.cards])),
        }
        return [
            *(web.get(f"{base}/{name}", self._reader(*read)) for name, read in reads.items()),
            web.get(f"{base}/invoices", self._invoices),
            web.post(f"{base}/subscription/resume", self._resume),
            web.post(f"{base}/subscription/cancel", self._cancel),
            web.post(f"{base}/auto_recharge", self._auto_recharge),
            web.delete(base + "/payment_methods/{card}", self._delete_card),
            web.post(base + "/payment_methods/{card}/default", self._make_default),
            web.post(f"{base}/credit_purchases", self._purchase),
            web.post(f"{base}/retention_offer", self._offer),
        ]

    def _reader(self, read: Read | None, show: Show) -> Endpoint:
        async def handler(request: web.Request) -> web.Response:
            caller = self.owner(request)
            await self.wait(read)
            return show(caller.seen)

        return handler

    async def _invoices(self, request: web.Request) -> web.Response:
        rows = self.owner(request).seen.invoices
        await self.wait(Read.INVOICES)
        shown = [shapes.invoice_shape(each, self._backend.addresses.portal) for each in rows]
        return page_of(shown, "number", request, self._backend.scenario.pages.invoices_per_page)

    async def _cancel(self, request: web.Request) -> web.Response:
        mine = self.owner(request).live
        commit = Mutations(self._backend, mine).cancel_plan
        return await self._acts.perform(request, Act.CANCEL, commit, lambda: _subscription(mine))

    async def _auto_recharge(self, request: web.Request) -> web.Response:
        mine = self.owner(request).live
        body = await json_body(request)
        wanted = RechargeChange(
            enabled=body.get("enabled") is True,
            threshold=_dollars(body.get("threshold")),
            target=_dollars(body.get("target")),
            limit=_dollars(body.get("monthly_limit")),
        )
        mutations = Mutations(self._backend, mine)
        return await self._acts.perform(
            request, Act.AUTO_RECHARGE, lambda: mutations.save_auto_recharge(wanted), lambda: _subscription(mine)
        )

    async def _delete_card(self, request: web.Request) -> web.Response:
        mutations, card = Mutations(self._backend, self.owner(request).live), request.match_info["card"]
        return await self._acts.perform(
            request,
            Act.CARD,
            lambda: mutations.delete_card(card),
            lambda: web.json_response({"id": card, "deleted": True}),
        )

    async def _make_default(self, request: web.Request) -> web.Response:
        request[LOGGED].neighbor = "default-card"
        Mutations(self._backend, self.owner(request).live).make_default(request.match_info["card"])
        return web.json_response({"id": request.match_info["card"]})

    async def _purchase(self, request: web.Request) -> web.Response:
        request[LOGGED].neighbor = "buy-credits"
        mine = self.owner(request).live
        mine.balance += _dollars((await json_body(request)).get("amount")) or Decimal(0)
        return _subscription(mine)

    async def _resume(self, request: web.Request) -> web.Response:
        request[LOGGED].neighbor = "keep-plan"
        mine = self.owner(request).live
        mine.plan = "payg"
        return _subscription(mine)

    async def _offer(self, request: web.Request) -> web.Response:
        """The offer behind a button whose text was replaced (Kind.REPLACE_TEXT)."""
        request[LOGGED].neighbor = "retention-offer"
        return _subscription(self.owner(request).live)


def _subscription(mine: Organization) -> web.Response:
    return web.json_response(shapes.subscription(mine))


def _dollars(value: Json) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise RefusalError(400, "invalid_amount", "Enter a valid amount") from None
