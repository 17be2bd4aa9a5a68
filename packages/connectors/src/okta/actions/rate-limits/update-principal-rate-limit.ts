import { RemoteError, defineAction, field, path, z } from '@keyway/sdk'
import type { ActionContext, JsonObject } from '@keyway/sdk'
import { toState } from '../../kinds/kind.ts'
import { principalRateLimitKind } from '../../kinds/principal-rate-limit.ts'
import { findPrincipalLimit, principal, principalLimits, principalType } from '../../principals.ts'
import type { Principal } from '../../principals.ts'

const percentage = z.int().min(0).max(100)

export const updatePrincipalRateLimit = defineAction({
  id: 'okta.update_principal_rate_limit',
  title: 'Update rate limit of principal',
  description:
    'Says which share of the rate limits of the org an API token or an app may use, such as that of this connection.',
  effect: 'idempotent',
  scopes: ['okta.principalRateLimits.manage'],
  input: z.object({
    principalType,
    principal,
    percentage: field(percentage, { title: 'Share', description: 'Of the calls in a minute, in percent.' }),
    concurrency: field(percentage, {
      title: 'Share of concurrency',
      description: 'Of the calls at the same time, in percent.',
    }),
  }),
  output: principalRateLimitKind.schema,
  async run(input, { http }) {
    const body = {
      principalType: input.principalType,
      principalId: input.principal,
      defaultPercentage: input.percentage,
      defaultConcurrencyPercentage: input.concurrency,
    }
    const found = await findPrincipalLimit(http, input)
    if (found !== undefined) return replace(http, found, body)
    try {
      return principalRateLimitKind.read(await http.post(principalLimits, body))
    } catch (error) {
      // Made in between, maybe by a call of ours whose answer was lost.
      const made = error instanceof RemoteError ? await findPrincipalLimit(http, input) : undefined
      if (made === undefined) throw error
      return replace(http, made, body)
    }
  },
  readState: readLimit,
  inverse: {
    action: 'okta.update_principal_rate_limit',
    // A limit that was made cannot be deleted: Okta has no call for that.
    input: ({ input, before }) =>
      typeof before?.defaultPercentage === 'number' && typeof before.defaultConcurrencyPercentage === 'number'
        ? {
            ...input,
            percentage: before.defaultPercentage,
            concurrency: before.defaultConcurrencyPercentage,
          }
        : undefined,
  },
})

async function readLimit(input: Principal, { http }: ActionContext) {
  const found = await findPrincipalLimit(http, input)
  return found === undefined ? null : toState(principalRateLimitKind.read(found))
}

async function replace(http: ActionContext['http'], found: JsonObject, body: JsonObject) {
  const { id } = principalRateLimitKind.read(found)
  return principalRateLimitKind.read(await http.put(path`/api/v1/principal-rate-limits/${id}`, body))
}
