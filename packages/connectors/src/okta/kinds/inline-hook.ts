import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const inlineHookKind = defineKind('inline hook', {
  id: key,
  name: text,
  type: text,
  version: text,
  status: text,
  channel: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
