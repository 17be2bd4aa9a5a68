import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const apiTokenKind = defineKind('API token', {
  id: key,
  name: text,
  clientName: text,
  userId: text,
  tokenWindow: textOrNull,
  network: object,
  created: textOrNull,
  lastUpdated: textOrNull,
  expiresAt: textOrNull,
})
