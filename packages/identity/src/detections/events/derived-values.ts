import { isJsonObject, type Json } from '@keyway/sdk'

/** Texts that published rules look for, and the event type that says the same however Okta words it. */
const messages: ReadonlyMap<string, string> = new Map([
  ['app.generic.unauth_app_access_attempt', 'User attempted unauthorized access to app'],
  ['user.account.lock', 'Max sign in attempts exceeded'],
])

/**
 * Values that a field of an event stands for besides its own. Rules still ask for wordings of `displayMessage` and for
 * `legacyEventType`, which newer orgs leave out.
 */
export function derivedValues(field: string, event: Json): string[] {
  if (!isJsonObject(event)) return []
  const type = event['eventType']
  if (field === 'displaymessage') {
    const message = typeof type === 'string' ? messages.get(type) : undefined
    return message === undefined ? [] : [message]
  }
  if (field !== 'legacyeventtype' || type !== 'user.session.start') return []
  const outcome = event['outcome']
  return isJsonObject(outcome) && outcome['result'] === 'FAILURE' ? ['core.user_auth.login_failed'] : []
}
