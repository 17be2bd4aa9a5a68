import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const eventHookKind = defineKind('event hook', {
  id: key,
  name: text,
  description: textOrNull,
  status: text,
  verificationStatus: text,
  events: object,
  channel: object,
  created: textOrNull,
  createdBy: textOrNull,
  lastUpdated: textOrNull,
})
