import { defineKind, count, key, text, textOrNull } from './kind.ts'

export const principalRateLimitKind = defineKind('rate limit of a principal', {
  id: key,
  principalId: text,
  principalType: text,
  defaultPercentage: count,
  defaultConcurrencyPercentage: count,
  createdDate: textOrNull,
  lastUpdate: textOrNull,
})
