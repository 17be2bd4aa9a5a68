import { accountFaults } from './accounts.ts'
import { appFaults } from './apps.ts'
import type { Fault } from './fault.ts'
import { mfaFaults } from './mfa.ts'
import { orgFaults } from './org.ts'
import { privilegeFaults } from './privilege.ts'
import { tokenFaults } from './tokens.ts'

/** One fault for each check. */
export const faults: readonly Fault[] = [
  ...mfaFaults,
  ...accountFaults,
  ...privilegeFaults,
  ...appFaults,
  ...tokenFaults,
  ...orgFaults,
]

/** Checks that a person answers: they never pass by themselves. */
export const manualChecks: readonly string[] = ['PRV-16', 'ORG-15']
