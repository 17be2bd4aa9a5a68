import { defineKind, key, textOrNull } from './kind.ts'

export const bindingMemberKind = defineKind('member of a binding', {
  id: key,
  created: textOrNull,
  lastUpdated: textOrNull,
})
