import { findEvent, findEventField } from '../events.ts'
import type { Offer } from './scope.ts'

/** Event cards whose events are known by their System Log types. */
const cards = [
  'okta.accessCertificationDecisionSubmitted',
  'okta.groupDeleted',
  'okta.groupProfileUpdated',
  'okta.oktaUserPasswordUpdated',
  'okta.oktaUserProfileUpdated',
  'okta.userActivated',
  'okta.userAddedToApplicationMembership',
  'okta.userAddedToGroupMembership',
  'okta.userCreated',
  'okta.userDeactivated',
  'okta.userRemovedFromGroupMembership',
  'okta.userReportedSuspiciousActivityBeta',
  'okta.userSuspended',
  'oktadevices.mfaPreregistrationInitiated',
  'oktadevices.userMFA',
  'oktadevices.userMFAFactorActivated',
  'oktadevices.userMFAFactorDeactivated',
  'oktadevices.userMFAFactorResetAll',
]

/** Fields of event cards; where two stand for the same value, the plainer one comes first. */
const fields = [
  'Date and Time',
  'Message',
  'UUID',
  'Admin',
  'Actor',
  'Okta User',
  'Group',
  'Application',
  'Application User',
  'Name',
  'Email',
  'User ID',
  'Suspicious Activity Details',
  'Event Type',
  'Debug Context',
  'Severity',
  'Legacy Event Type',
  'Client',
  'Result',
  'Reason',
  'Transaction',
  'Authentication Context',
  'Security Context',
  'Changed Attributes',
  'Version',
  'Full Details',
]

/** The card of an event; undefined when Okta Workflows has none. */
export function findEventCard(event: string): string | undefined {
  return cards.find((card) => findEvent(card) === event)
}

export function eventOffers(card: string): Offer[] {
  return fields.flatMap((key): Offer[] => {
    const found = findEventField(card, key)
    return found === undefined ? [] : [{ key, group: 'Output', source: found.source }]
  })
}
