import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const groupRuleKind = defineKind('group rule', {
  id: key,
  name: text,
  type: text,
  status: text,
  conditions: object,
  actions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
