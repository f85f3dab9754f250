"""The portal origin: a Stripe-like page for each invoice, with its PDFs."""
