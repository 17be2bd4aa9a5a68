import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const authenticatorKind = defineKind('authenticator', {
  id: key,
  key: text,
  name: text,
  type: text,
  status: text,
  provider: object,
  settings: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
