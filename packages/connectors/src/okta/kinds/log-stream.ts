import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const logStreamKind = defineKind('log stream', {
  id: key,
  name: text,
  type: text,
  status: text,
  settings: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
