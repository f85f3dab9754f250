"""What the site says when it refuses an act."""

UNPAID = (
    "This payment method cannot be deleted because you have an unpaid invoice. "
    "Please pay your outstanding balance and try again."
)
NEEDS_NO_PLAN = "You can't delete a payment method while you have an active subscription."
SERVICE_ACCOUNT = "The API key belongs to a service account and cannot be deleted."
PAST_DUE_REFUSAL = "You have a past due invoice. Pay it before you cancel."
NOT_SAVED = "Your auto recharge settings could not be saved: a payment is being processed."
KEPT_KEY = "You will not be able to delete your final API key unless you first create a replacement."

NOT_LOADED = {
    "plan": "We couldn't load your plan details right now. Please try again later.",
    "cards": "Your payment methods could not be loaded. Try again later.",
    "invoices": "Your billing history could not be loaded. Try again later.",
    "keys": "Your API keys could not be loaded. Try again later.",
}
"""By what could not be read."""
