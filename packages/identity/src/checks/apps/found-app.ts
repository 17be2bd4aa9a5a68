import type { JsonObject } from '@keyway/sdk'
import type { CheckSeverity, Found } from '../check.ts'
import type { StoredApp } from '../reader.ts'

/** An app as what is wrong. */
export function foundApp(
  app: StoredApp,
  said: { reason: string; evidence: JsonObject; severity?: CheckSeverity },
): Found {
  return { kind: 'app', id: app.id, name: app.label, ...said }
}
