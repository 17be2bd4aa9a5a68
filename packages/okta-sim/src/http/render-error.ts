import { randomText } from '../org/ids.ts'
import { OktaError } from '../errors/okta-error.ts'
import type { SimContext } from './sim-env.ts'

/** Okta's error body. What is no OktaError is a fault of the simulation and shows as E0000009. */
export function renderError(c: SimContext, thrown: unknown): Response {
  const error =
    thrown instanceof OktaError
      ? thrown
      : new OktaError('E0000009', `Internal Server Error: ${String(thrown)}`)
  const body = {
    errorCode: error.code,
    errorSummary: error.message,
    errorLink: error.code,
    errorId: `oae${randomText(22)}`,
    errorCauses: error.causes.map((errorSummary) => ({ errorSummary })),
  }
  return c.json(body, error.status)
}
