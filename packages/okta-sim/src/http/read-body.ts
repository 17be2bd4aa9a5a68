import { OktaError } from '../errors/okta-error.ts'
import type { JsonObject } from '../org/json-object.ts'
import { toJsonObject } from '../org/json-object.ts'
import type { SimContext } from './sim-env.ts'

/** The request body as an object. Throws OktaError E0000003 when it is none. */
export async function readBody(c: SimContext): Promise<JsonObject> {
  const text = await c.req.text()
  try {
    const body = toJsonObject(JSON.parse(text))
    if (body !== undefined) return body
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
  }
  throw new OktaError('E0000003')
}
