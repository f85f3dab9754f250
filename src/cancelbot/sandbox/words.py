"""What the site says when it refuses an act (site-facts 2.5, 3.1, 3.2)."""

UNPAID = (
    "This payment method cannot be deleted because you have an unpaid invoice. "
    "Please pay your outstanding balance and try again."
)
NEEDS_NO_PLAN = "You can't delete a payment method while you have an active subscription."
SERVICE_ACCOUNT = "The API key belongs to a service account and cannot be deleted."
KEPT_KEY = "You will not be able to delete your final API key unless you first create a replacement."
