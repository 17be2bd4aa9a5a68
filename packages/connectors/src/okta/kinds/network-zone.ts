import { defineKind, flag, key, objects, text, textOrNull } from './kind.ts'

export const networkZoneKind = defineKind('network zone', {
  id: key,
  name: text,
  type: text,
  usage: text,
  status: text,
  system: flag,
  gateways: objects,
  proxies: objects,
  created: textOrNull,
  lastUpdated: textOrNull,
})
