import type { Check } from './check.ts'
import { lockedSpike, inactiveProbed, underAttack } from './accounts/attacked.ts'
import { unapprovedDomain, missingAttribute, outsideLifecycle, oldPassword } from './accounts/identity.ts'
import {
  inactiveUser,
  neverLoggedIn,
  stuckPending,
  suspendedStillAssigned,
  noInactivityAutomation,
} from './accounts/idle.ts'
import {
  serviceAccountInteractive,
  sharedAccount,
  twoIdentities,
  externalPastEnd,
} from './accounts/kinds-of-accounts.ts'
import { leftAccordingToHr, leftAppAccount } from './accounts/offboarding.ts'
import {
  sharedCredentials,
  passwordShown,
  passwordsPushed,
  oldSecrets,
  signingKeys,
} from './apps/credentials.ts'
import { oneFactorPolicy, permissiveCatchAll } from './apps/policies.ts'
import { noDeactivation, orgToOrg, weakOauthClient } from './apps/settings.ts'
import {
  unusedAssignment,
  limitedAdoption,
  unusedApp,
  assignedToIndividuals,
  sensitiveForEveryone,
} from './apps/use.ts'
import { emptyWithAccess, emptyUnused, staleGroup, brokenRule, ownerless } from './groups/groups.ts'
import { weakEnrolment, numberChallenge, singleFactorSeen } from './mfa/policies.ts'
import { sharedPhone, sharedDevice } from './mfa/shared.ts'
import {
  noMfa,
  onlyWeakFactors,
  adminWithoutMfa,
  adminNotPhishingResistant,
  adminKeepsWeakFactor,
  superAdminOneFactor,
  enrolmentNeverCompleted,
} from './mfa/users.ts'
import { permissiveServer } from './org/authorization-servers.ts'
import {
  noRiskSignal,
  noBotProtection,
  attackProtection,
  idleProtection,
  noDeviceAssurance,
} from './org/defences.ts'
import { federalSettings } from './org/federal.ts'
import { insecureEventHook, insecureInlineHook, noLogStream, riskyOrigin } from './org/hooks.ts'
import { openIdp, strangeIdp } from './org/identity-providers.ts'
import {
  shortPassword,
  simplePassword,
  passwordHistory,
  weakLockout,
  weakRecovery,
  breachedPassword,
} from './org/passwords.ts'
import { threatInsight, noAnonymiserBlock } from './org/protection.ts'
import {
  sessionWithoutMfa,
  sessionIdle,
  sessionLife,
  persistentCookie,
  noSessionNetwork,
} from './org/sessions.ts'
import { notifications, nobodyTold, brokenAgents } from './org/watching.ts'
import { excessiveClient } from './privilege/clients.ts'
import { disabledAdmin } from './privilege/disabled.ts'
import {
  adminConsoleMfa,
  adminConsolePhishing,
  dashboardMfa,
  adminConsoleAnywhere,
} from './privilege/doors.ts'
import {
  tooManySuperAdmins,
  tooFewSuperAdmins,
  dormantAdmin,
  roleOfGroup,
  fillableFromOutside,
  unscopedRole,
  broadTakeover,
  standingSuperAdmin,
} from './privilege/holders.ts'
import { generousSettings, adminSession, protectedActions, supportAccess } from './privilege/settings.ts'
import {
  tokenOfPerson,
  tokenAnywhere,
  tokenOwnerOff,
  tokenUnused,
  tokenOld,
  integrationOverScoped,
} from './tokens/tokens.ts'

/** All checks, by id. */
export const checks: readonly Check[] = [
  lockedSpike,
  inactiveProbed,
  underAttack,
  unapprovedDomain,
  missingAttribute,
  outsideLifecycle,
  oldPassword,
  inactiveUser,
  neverLoggedIn,
  stuckPending,
  suspendedStillAssigned,
  noInactivityAutomation,
  serviceAccountInteractive,
  sharedAccount,
  twoIdentities,
  externalPastEnd,
  leftAccordingToHr,
  leftAppAccount,
  sharedCredentials,
  passwordShown,
  passwordsPushed,
  oldSecrets,
  signingKeys,
  oneFactorPolicy,
  permissiveCatchAll,
  noDeactivation,
  orgToOrg,
  weakOauthClient,
  unusedAssignment,
  limitedAdoption,
  unusedApp,
  assignedToIndividuals,
  sensitiveForEveryone,
  emptyWithAccess,
  emptyUnused,
  staleGroup,
  brokenRule,
  ownerless,
  weakEnrolment,
  numberChallenge,
  singleFactorSeen,
  sharedPhone,
  sharedDevice,
  noMfa,
  onlyWeakFactors,
  adminWithoutMfa,
  adminNotPhishingResistant,
  adminKeepsWeakFactor,
  superAdminOneFactor,
  enrolmentNeverCompleted,
  permissiveServer,
  noRiskSignal,
  noBotProtection,
  attackProtection,
  idleProtection,
  noDeviceAssurance,
  federalSettings,
  insecureEventHook,
  insecureInlineHook,
  noLogStream,
  riskyOrigin,
  openIdp,
  strangeIdp,
  shortPassword,
  simplePassword,
  passwordHistory,
  weakLockout,
  weakRecovery,
  breachedPassword,
  threatInsight,
  noAnonymiserBlock,
  sessionWithoutMfa,
  sessionIdle,
  sessionLife,
  persistentCookie,
  noSessionNetwork,
  notifications,
  nobodyTold,
  brokenAgents,
  excessiveClient,
  disabledAdmin,
  adminConsoleMfa,
  adminConsolePhishing,
  dashboardMfa,
  adminConsoleAnywhere,
  tooManySuperAdmins,
  tooFewSuperAdmins,
  dormantAdmin,
  roleOfGroup,
  fillableFromOutside,
  unscopedRole,
  broadTakeover,
  standingSuperAdmin,
  generousSettings,
  adminSession,
  protectedActions,
  supportAccess,
  tokenOfPerson,
  tokenAnywhere,
  tokenOwnerOff,
  tokenUnused,
  tokenOld,
  integrationOverScoped,
].toSorted((a, b) => a.id.localeCompare(b.id))

const byId = new Map(checks.map((check) => [check.id, check]))

export function findCheck(id: string): Check | undefined {
  return byId.get(id)
}
