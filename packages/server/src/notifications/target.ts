import type { notifications as contract } from '@keyway/api'
import { severities, type Severity } from '@keyway/identity'
import type { JsonObject, z } from '@keyway/sdk'
import type { NotificationSubject } from './subject.ts'

/** Which subjects a target wants, and when. */
export type TargetWishes = z.output<typeof contract.targetWishes>

/** A target as it is stored, its secrets still sealed. */
export interface StoredTarget {
  id: string
  name: string
  kind: string
  isOn: boolean
  settings: JsonObject
  sealedSecrets: string
  wants: TargetWishes
  createdAt: number
  updatedAt: number
  test: { at: number; ok: boolean; message: string } | null
}

/** Whether a target wants to hear of something. */
export function wantsSubject(
  { isOn, wants }: Pick<StoredTarget, 'isOn' | 'wants'>,
  subject: Pick<NotificationSubject, 'topic' | 'change' | 'severity' | 'ruleId'>,
): boolean {
  const rank = (severity: Severity): number => severities.indexOf(severity)
  return (
    isOn &&
    wants.topics.includes(subject.topic) &&
    wants.changes.includes(subject.change) &&
    rank(subject.severity) >= rank(wants.severity) &&
    (wants.rules === null || wants.rules.includes(subject.ruleId))
  )
}
