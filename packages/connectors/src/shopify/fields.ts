import { field, isJsonObject, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'

export const customerId = () =>
  field(
    z.preprocess(
      (value) => (typeof value === 'number' ? String(value) : value),
      z.string('The id of a customer is needed here.').regex(/^\d+$/, 'The id of a customer is a number.'),
    ),
    { title: 'Customer ID' },
  )

/** `accepts_marketing` left the API in 2023: what it said is part of the consent now. */
export function toConsent(accepts: boolean): JsonObject {
  return { state: accepts ? 'subscribed' : 'unsubscribed', opt_in_level: 'single_opt_in' }
}

export function acceptsMarketing(customer: JsonObject): boolean {
  const consent = customer['email_marketing_consent']
  if (isJsonObject(consent)) return consent['state'] === 'subscribed'
  return customer['accepts_marketing'] === true
}
