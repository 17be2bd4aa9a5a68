import { defineKind, count, flag, key, object, text, textOrNull } from './kind.ts'

export const policyRuleKind = defineKind('policy rule', {
  id: key,
  type: text,
  name: text,
  status: text,
  priority: count,
  system: flag,
  conditions: object,
  actions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
