import { defineKind, text, textOrNull, texts } from './kind.ts'

export const threatInsightKind = defineKind('ThreatInsight configuration', {
  action: text,
  excludeZones: texts,
  created: textOrNull,
  lastUpdated: textOrNull,
})
