import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const deviceAssuranceKind = defineKind('device assurance policy', {
  id: key,
  name: text,
  platform: text,
  gracePeriod: object,
  createdDate: textOrNull,
  lastUpdate: textOrNull,
})
