import type { Severity } from '../severity.ts'
import type { NativeDetection } from './native-detection.ts'

/** How serious a sequence is at least where it is about somebody with admin rights. Source: the ITDR sequences. */
const severities: Readonly<Record<string, Severity>> = {
  s06: 'high',
  s07: 'critical',
  s16: 'critical',
  s17: 'high',
  s28: 'critical',
  s29: 'critical',
}

export function withAdministrators(detection: NativeDetection): NativeDetection {
  const sequence = detection.tags.find((tag) => tag.startsWith('itdr.'))?.slice('itdr.'.length)
  const severity = sequence === undefined ? undefined : severities[sequence]
  return severity === undefined ? detection : { ...detection, severityForAdministrators: severity }
}
