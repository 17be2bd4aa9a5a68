import type { Action } from '@keyway/sdk'
import { listPrincipalRateLimits } from './rate-limits/list-principal-rate-limits.ts'
import { readClientRateLimits } from './rate-limits/read-client-rate-limits.ts'
import { readPrincipalRateLimit } from './rate-limits/read-principal-rate-limit.ts'
import { updateClientRateLimits } from './rate-limits/update-client-rate-limits.ts'
import { updatePrincipalRateLimit } from './rate-limits/update-principal-rate-limit.ts'

export const rateLimitActions: readonly Action[] = [
  listPrincipalRateLimits,
  readClientRateLimits,
  readPrincipalRateLimit,
  updateClientRateLimits,
  updatePrincipalRateLimit,
]
