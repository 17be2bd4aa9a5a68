import { OktaError } from '../errors/okta-error.ts'
import { OAuthError } from '../oauth/oauth-error.ts'
import { randomText } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import type { SimContext } from './sim-env.ts'

/** Okta's error body, or OAuth's. What is neither is a fault of the simulation and shows as E0000009. */
export function renderError(org: OrgState, c: SimContext, thrown: unknown): Response {
  if (thrown instanceof OAuthError) {
    for (const [name, value] of Object.entries(thrown.headers)) c.header(name, value)
    return c.json({ error: thrown.error, error_description: thrown.message }, thrown.status)
  }
  const error =
    thrown instanceof OktaError
      ? thrown
      : new OktaError('E0000009', `Internal Server Error: ${String(thrown)}`)
  const body = {
    errorCode: error.code,
    errorSummary: error.message,
    errorLink: error.code,
    errorId: `oae${randomText(org, 22)}`,
    errorCauses: error.causes.map((errorSummary) => ({ errorSummary })),
  }
  return c.json(body, error.status)
}
