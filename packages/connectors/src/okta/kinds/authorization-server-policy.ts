import { defineKind, count, flag, key, object, text, textOrNull } from './kind.ts'

export const authorizationServerPolicyKind = defineKind('policy of an authorization server', {
  id: key,
  name: text,
  description: text,
  status: text,
  priority: count,
  system: flag,
  conditions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
