import { defineKind, object, text } from './kind.ts'

export const clientRateLimitsKind = defineKind('client-based rate limit', {
  defaultMode: text,
  useCaseModeOverrides: object,
})
