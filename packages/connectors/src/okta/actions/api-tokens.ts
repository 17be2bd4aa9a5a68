import type { Action } from '@keyway/sdk'
import { listApiTokens } from './api-tokens/list-api-tokens.ts'
import { readApiToken } from './api-tokens/read-api-token.ts'
import { revokeApiToken } from './api-tokens/revoke-api-token.ts'

export const apiTokenActions: readonly Action[] = [listApiTokens, readApiToken, revokeApiToken]
