import { drill, nothing, reference, type Source } from './source.ts'
import type { Path } from './reference.ts'

/** System Log type of each event card. The last four are not stated in the cards' texts but follow from their names. */
const eventTypes: ReadonlyMap<string, string> = new Map([
  ['okta.accessCertificationDecisionSubmitted', 'certification.campaign.item.decide'],
  ['okta.groupDeleted', 'group.lifecycle.delete'],
  ['okta.oktaUserPasswordUpdated', 'user.account.update_password'],
  ['okta.oktaUserProfileUpdated', 'user.account.update_profile'],
  ['okta.userAddedToGroupMembership', 'group.user_membership.add'],
  ['okta.userCreated', 'user.lifecycle.create'],
  ['okta.userDeactivated', 'user.lifecycle.deactivate'],
  ['okta.userReportedSuspiciousActivityBeta', 'user.account.report_suspicious_activity_by_enduser'],
  ['okta.userSuspended', 'user.lifecycle.suspend'],
  ['oktadevices.mfaPreregistrationInitiated', 'system.mfa.preregister.initiate'],
  ['oktadevices.userMFA', 'user.authentication.auth_via_mfa'],
  ['oktadevices.userMFAFactorActivated', 'user.mfa.factor.activate'],
  ['oktadevices.userMFAFactorDeactivated', 'user.mfa.factor.deactivate'],
  ['oktadevices.userMFAFactorResetAll', 'user.mfa.factor.reset_all'],
  ['okta.groupProfileUpdated', 'group.profile.update'],
  ['okta.userActivated', 'user.lifecycle.activate'],
  ['okta.userAddedToApplicationMembership', 'application.user_membership.add'],
  ['okta.userRemovedFromGroupMembership', 'group.user_membership.remove'],
])

/** Event that starts a flow: `okta.` and the System Log type; undefined when the card's event is not known. */
export function findEvent(card: string): string | undefined {
  const type = eventTypes.get(card)
  return type === undefined ? undefined : `okta.${type}`
}

interface EventField {
  source: Source
  /** The export describes the hook's delivery or a part that the raw event does not have in this form. */
  isApproximate?: boolean
}

/** An event card's field, as the raw System Log event has it. undefined: the event has nothing like it. */
export function findEventField(card: string, name: string): EventField | undefined {
  if (card === 'okta.userReportedSuspiciousActivityBeta') {
    const own = suspiciousActivity.get(name)
    if (own !== undefined) return own
  }
  return fields.get(name)
}

const raw = (...path: string[]): EventField => ({ source: reference(['trigger', ...path], true) })
const approximate = (...path: string[]): EventField => ({ ...raw(...path), isApproximate: true })

function party(...path: Path): EventField {
  const whole = reference(['trigger', ...path], true)
  const part = (name: string, key: string): [string, Source] => [name, drill(whole, [key])]
  return {
    source: {
      kind: 'object',
      fields: new Map([
        part('ID', 'id'),
        part('Alternate ID', 'alternateId'),
        part('Display Name', 'displayName'),
        part('Type', 'type'),
      ]),
    },
  }
}

const target = (type: string): EventField => party('target', { key: 'type', value: type })

const fields: ReadonlyMap<string, EventField> = new Map([
  ['Date and Time', raw('published')],
  ['Message', raw('displayMessage')],
  ['UUID', raw('uuid')],
  // These four describe the hook's delivery, which carries several events; the event itself comes close.
  ['Event ID', approximate('uuid')],
  ['Event Type', approximate('eventType')],
  ['Event Time', approximate('published')],
  ['Version', approximate('version')],
  ['Admin', party('actor')],
  ['Actor', party('actor')],
  ['Okta User', target('User')],
  ['Group', target('UserGroup')],
  ['Application', target('AppInstance')],
  ['Application User', target('AppUser')],
  ['Full Details', raw()],
  ['Event Details', raw()],
  [
    'Debug Context',
    {
      source: { kind: 'object', fields: new Map([['Debug Data', raw('debugContext', 'debugData').source]]) },
    },
  ],
  ['Severity', raw('severity')],
  ['Legacy Event Type', raw('legacyEventType')],
  ['Client', approximate('client')],
  ['Result', approximate('outcome')],
  ['Reason', approximate('outcome', 'reason')],
  ['Transaction', approximate('transaction')],
  ['Authentication Context', approximate('authenticationContext')],
  ['Security Context', approximate('securityContext')],
  ['Changed Attributes', approximate('debugContext', 'debugData', 'changedAttributes')],
  ['Source', { source: nothing, isApproximate: true }],
  ['Headers', { source: nothing, isApproximate: true }],
])

/** The person who reports is the actor of the event. */
const suspiciousActivity: ReadonlyMap<string, EventField> = new Map([
  ['Name', raw('actor', 'displayName')],
  ['Email', raw('actor', 'alternateId')],
  ['User ID', raw('actor', 'id')],
  ['Suspicious Activity Details', approximate('debugContext', 'debugData')],
])
