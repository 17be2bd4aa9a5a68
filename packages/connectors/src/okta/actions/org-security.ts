import type { Action } from '@keyway/sdk'
import { activateTrustedOrigin } from './org-security/activate-trusted-origin.ts'
import { createTrustedOrigin } from './org-security/create-trusted-origin.ts'
import { deactivateTrustedOrigin } from './org-security/deactivate-trusted-origin.ts'
import { deleteTrustedOrigin } from './org-security/delete-trusted-origin.ts'
import { listBehaviors } from './org-security/list-behaviors.ts'
import { listTrustedOrigins } from './org-security/list-trusted-origins.ts'
import { readThreatInsight } from './org-security/read-threat-insight.ts'
import { readTrustedOrigin } from './org-security/read-trusted-origin.ts'
import { updateThreatInsight } from './org-security/update-threat-insight.ts'

export const orgSecurityActions: readonly Action[] = [
  listBehaviors,
  listTrustedOrigins,
  readThreatInsight,
  readTrustedOrigin,
  createTrustedOrigin,
  updateThreatInsight,
  activateTrustedOrigin,
  deactivateTrustedOrigin,
  deleteTrustedOrigin,
]
